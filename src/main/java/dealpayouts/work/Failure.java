package dealpayouts.work;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Puts a failed attempt into words for the journal and the deal: without addresses, headers or bodies. */
final class Failure {

    private Failure() {}

    static String describe(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof HttpOperationFailedException answer) {
                return URI.create(answer.getUri()).getHost() + " answered " + answer.getStatusCode();
            }
            if (t instanceof SocketTimeoutException) {
                return "no answer in time";
            }
            if (t instanceof IOException) {
                return "the connection failed (" + t.getClass().getSimpleName() + ")";
            }
        }
        Throwable told = failure instanceof RouteFailedException ? failure.getCause() : failure;
        return told.getMessage() == null ? told.getClass().getSimpleName() : told.getMessage();
    }
}
