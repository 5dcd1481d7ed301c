/** Exact amounts and currencies, and reading what people type. */
package dealpayouts.money;
