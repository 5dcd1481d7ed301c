package dealpayouts.work;

import dealpayouts.remote.ClosedGateException;
import dealpayouts.remote.FailedCallException;
import dealpayouts.remote.NotTakenException;
import dealpayouts.remote.RemoteGates;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Puts a failed attempt into words for the journal and the deal: without addresses, headers or bodies. */
final class Failure {

    private static final int REQUEST_TIMEOUT = 408;
    private static final int SERVER_ERROR = 500;

    private Failure() {}

    /** Whether the remote did not get as far as an answer of its own: nothing was wrong with what it was asked. */
    static boolean isUnreachable(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof HttpOperationFailedException answer) {
                return answer.getStatusCode() >= SERVER_ERROR || answer.getStatusCode() == REQUEST_TIMEOUT;
            }
            if (t instanceof ClosedGateException || t instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    /** Whether the last call of the attempt was answered with a refusal, or with that it was not looked at. */
    static boolean isRefusal(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof HttpOperationFailedException answer) {
                return answer.getStatusCode() < SERVER_ERROR && answer.getStatusCode() != REQUEST_TIMEOUT;
            }
        }
        return false;
    }

    /** Whether the last call of the attempt was perhaps carried out, now or later: nothing says that it was not. */
    static boolean mayHaveTakenEffect(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof HttpOperationFailedException answer) {
                return answer.getStatusCode() >= SERVER_ERROR || answer.getStatusCode() == REQUEST_TIMEOUT;
            }
            if (t instanceof ClosedGateException || t instanceof NotTakenException || t instanceof ConnectException) {
                return false;
            }
        }
        return true;
    }

    /** A sentence without a final stop, which names the remote whose call failed. */
    static String describe(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof HttpOperationFailedException answer) {
                return RemoteGates.label(answer) + " answered with HTTP status " + answer.getStatusCode();
            }
            if (t instanceof ClosedGateException || t instanceof FailedCallException) {
                return t.getMessage();
            }
            if (t instanceof SocketTimeoutException) {
                return "no answer in time";
            }
            if (t instanceof IOException) {
                return "the connection failed";
            }
        }
        Throwable told = failure instanceof RouteFailedException ? failure.getCause() : failure;
        return told.getMessage() == null ? told.getClass().getSimpleName() : told.getMessage();
    }
}
