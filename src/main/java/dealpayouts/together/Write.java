package dealpayouts.together;

/**
 * Something that is written to an entity of Kommo.
 *
 * @param feedbackId what makes it differ from another one with the same content
 * @param request the request for it alone
 */
record Write(long feedbackId, long entityId, String request) {}
