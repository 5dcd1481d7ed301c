/** The port at which webhooks arrive. */
package dealpayouts.http;
