/** Kommo's short-lived tokens: kept encrypted, renewed once for all nodes. */
package dealpayouts.oauth;
