/** What the command setup makes in Kommo and Wise. */
package dealpayouts.setup;
