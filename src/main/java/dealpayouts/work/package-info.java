/** Durable tasks that call a route with an id. */
package dealpayouts.work;
