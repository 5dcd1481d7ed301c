/** Route files: what they may use, how they are checked, loaded beside the old ones, and put in charge. */
package dealpayouts.routes;
