/** Calls that several payouts share. */
package dealpayouts.together;
