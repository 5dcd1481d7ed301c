/** JSON whose numbers stay exact. */
package dealpayouts.json;
