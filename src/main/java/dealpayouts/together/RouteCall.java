package dealpayouts.together;

import dealpayouts.work.RouteCaller;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;

/** A route with a call to a remote, which leaves what it gets in the variable {@code answer}. */
record RouteCall(RouteCaller routes, String route) {

    private static final String ANSWER = "answer";
    private static final String CODE = "header:" + ANSWER + "." + Exchange.HTTP_RESPONSE_CODE;
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
        Exchange exchange = made(variables);
        int code = exchange.getVariable(CODE, Integer.class);
        return code == NO_CONTENT || code == NOT_FOUND ? null : exchange.getVariable(ANSWER, String.class);
    }

    /** As above for several at once; null also when the remote refuses to do that: for one of them it may be right. */
    String answerForSeveral(Map<String, Object> variables) throws Exception {
        try {
            return answer(variables);
        } catch (HttpOperationFailedException e) {
            requireRefusal(e);
            return null;
        }
    }

    /**
     * Makes a call that writes.
     *
     * @return the answer, whatever it is: none at all says nothing of what was written
     */
    String answerToWrite(Map<String, Object> variables) throws Exception {
        return made(variables).getVariable(ANSWER, String.class);
    }

    /** As above for several at once; empty when the remote refuses to do that: then nothing was written. */
    Optional<String> answerToWrites(Map<String, Object> variables) throws Exception {
        try {
            String answer = answerToWrite(variables);
            return Optional.of(answer == null ? "" : answer);
        } catch (HttpOperationFailedException e) {
            requireRefusal(e);
            return Optional.empty();
        }
    }

    private Exchange made(Map<String, Object> variables) throws Exception {
        Exchange exchange = routes.call(route, variables);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        if (exchange.getVariable(CODE, Integer.class) == null) {
            throw new IllegalStateException("The route " + route + " has left no answer in the variable 'answer'");
        }
        return exchange;
    }

    private static void requireRefusal(HttpOperationFailedException failure) throws HttpOperationFailedException {
        if (failure.getStatusCode() >= SERVER_ERROR || failure.getStatusCode() == REQUEST_TIMEOUT) {
            throw failure;
        }
    }
}
