/** Puts the product together, with its health checks and traces; also offline, for commands and tests. */
package dealpayouts.app;
