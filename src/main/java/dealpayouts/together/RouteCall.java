package dealpayouts.together;

import dealpayouts.work.RouteCaller;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;

/** A route with a call to a remote, which leaves what it gets in the variable {@code answer}. */
record RouteCall(RouteCaller routes, String route) {

    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int SERVER_ERROR = 500;

    /**
     * Makes the call.
     *
     * @return the answer; null when it says that there is nothing (Kommo reference §1)
     */
    String answer(Map<String, Object> variables) throws Exception {
        Exchange exchange = routes.call(route, variables);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        Integer code = exchange.getVariable("header:answer." + Exchange.HTTP_RESPONSE_CODE, Integer.class);
        if (code == null) {
            throw new IllegalStateException("The route " + route + " has left no answer in the variable 'answer'");
        }
        return code == NO_CONTENT || code == NOT_FOUND ? null : exchange.getVariable("answer", String.class);
    }

    /** As above for several at once; null also when the remote refuses to do that: for one of them it may be right. */
    String answerForSeveral(Map<String, Object> variables) throws Exception {
        try {
            return answer(variables);
        } catch (HttpOperationFailedException e) {
            if (e.getStatusCode() >= SERVER_ERROR || e.getStatusCode() == REQUEST_TIMEOUT) {
                throw e;
            }
            return null;
        }
    }
}
