/** The one way out: limits, outages, tokens, and the fence in front of each call. */
package dealpayouts.remote;
