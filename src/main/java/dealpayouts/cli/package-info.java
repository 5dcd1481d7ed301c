/** What an operator types: the commands, and what they print. */
package dealpayouts.cli;
