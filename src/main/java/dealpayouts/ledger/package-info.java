/** The record of payouts and batches: their states, permits, notes to be written; rules that no route can break. */
package dealpayouts.ledger;
