/** Wise's formats: quotes, transfers, funding, events. */
package dealpayouts.wise;
