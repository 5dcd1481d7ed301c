package dealpayouts.remote;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** A call without an answer; the message says which remote did not give one, the cause what happened. */
public final class FailedCallException extends IOException {

    FailedCallException(Remote remote, IOException cause) {
        super(words(remote.label(), cause), cause);
    }

    private static String words(String remote, IOException cause) {
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return remote + " cannot be reached";
        }
        if (cause instanceof UnknownHostException) {
            return "the address of " + remote + " is not found";
        }
        if (cause instanceof InterruptedIOException) {
            return remote + " gave no answer in time";
        }
        return cause instanceof SSLException
                ? "no safe connection to " + remote + " is possible"
                : "the connection to " + remote + " broke off";
    }
}
