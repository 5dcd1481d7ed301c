/** What Java needs of the settings, and where each setting comes from. */
package dealpayouts.settings;
