/** What is looked at in the settings, Kommo, Wise and the ledger, by a command and by the running product. */
package dealpayouts.doctor;
