/** What a provider of payments answers, in words that fit any of them. */
package dealpayouts.provider;
