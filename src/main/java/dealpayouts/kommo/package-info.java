/** Kommo's formats: webhooks, deals, contacts, notes. */
package dealpayouts.kommo;
