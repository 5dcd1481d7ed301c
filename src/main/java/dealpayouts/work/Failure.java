package dealpayouts.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import dealpayouts.json.UnreadableAnswerException;
import dealpayouts.kommo.UnusableDeliveryException;
import dealpayouts.ledger.IllegalTransitionException;
import dealpayouts.ledger.Journal;
import dealpayouts.ledger.RetryLaterException;
import dealpayouts.ledger.RouteMistakeException;
import dealpayouts.ledger.StaleBatchException;
import dealpayouts.ledger.StalePayoutException;
import dealpayouts.money.InvalidMoneyException;
import dealpayouts.remote.BulkItemRejectedException;
import dealpayouts.remote.FailedCallException;
import dealpayouts.remote.HttpGateway;
import dealpayouts.remote.RefusedCallException;
import dealpayouts.remote.RemoteUnavailableException;
import dealpayouts.wise.TraceId;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** What a failure says: what it means for what was under way, and in words for the journal and the deal. */
final class Failure {

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private Failure() {}

    /** Whether the remote did not get as far as an answer of its own: nothing was wrong with what it was asked. */
    static boolean isUnreachable(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof HttpOperationFailedException answer) {
                return answer.getStatusCode() >= SERVER_ERROR || answer.getStatusCode() == REQUEST_TIMEOUT;
            }
            if (t instanceof RemoteUnavailableException
                    || t instanceof IOException
                    || t instanceof UnreadableAnswerException) {
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
            if (t instanceof RemoteUnavailableException
                    || t instanceof BulkItemRejectedException
                    || t instanceof ConnectException) {
                return false;
            }
        }
        return true;
    }

    /** The end of a line of the journal: by what the provider's support finds the call; empty when there is none. */
    static String trace(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof RetryLaterException undecided) {
                return Journal.trace(undecided.trace());
            }
        }
        return Journal.trace(TraceId.behind(failure));
    }

    /** Whether it is known to pass without anybody doing anything; what is not known is not called so. */
    static boolean passesByItself(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof HttpOperationFailedException answer) {
                int status = answer.getStatusCode();
                return status >= SERVER_ERROR || status == REQUEST_TIMEOUT || status == TOO_MANY;
            }
            if (t instanceof RemoteUnavailableException closed) {
                return closed.isPassing();
            }
            if (t instanceof IOException
                    || t instanceof RetryLaterException
                    || t instanceof BulkItemRejectedException) {
                return true;
            }
        }
        return false;
    }

    /** What is known of a failure. */
    enum Kind {
        /** Its text says all, and was written for people. */
        KNOWN,
        /** So it is, and it does not pass by itself: the ledger does not allow what a route wants. */
        REFUSED,
        /** A route is wrong. */
        ROUTE,
        /** Nobody has foreseen it. */
        INTERNAL
    }

    /**
     * A failure in words.
     *
     * @param text a part of a sentence on a deal, without anything that only machines need
     */
    record Words(String text, Kind kind) {}

    /** Our own failures, whose messages are written for people. */
    private static final List<Class<? extends Throwable>> OWN = List.of(
            RemoteUnavailableException.class,
            FailedCallException.class,
            RetryLaterException.class,
            IllegalTransitionException.class,
            StalePayoutException.class,
            StaleBatchException.class,
            UnreadableAnswerException.class,
            UnusableDeliveryException.class,
            InvalidMoneyException.class,
            RefusedCallException.class,
            BulkItemRejectedException.class);

    /** What Camel and its languages throw when an expression, a conversion or a call of a bean is wrong. */
    private static final List<String> MISTAKES = List.of(
            "org.apache.camel.",
            "com.jayway.jsonpath.",
            "java.lang.NullPointerException",
            "java.lang.ClassCastException",
            "java.lang.NumberFormatException");

    /** They say nothing themselves. */
    private static final Set<Class<?>> WRAPPERS =
            Set.of(RuntimeCamelException.class, CamelExecutionException.class, RouteFailedException.class);

    /** Only what is known here by its kind is told; of all else nothing but that it is. */
    static Words words(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            Optional<String> known = known(t);
            if (known.isPresent()) {
                boolean refused = t instanceof IllegalTransitionException || t instanceof RefusedCallException;
                return new Words(known.get(), refused ? Kind.REFUSED : Kind.KNOWN);
            }
            if (t instanceof RouteMistakeException mistake) {
                return new Words("a route is wrong: " + mistake.getMessage(), Kind.ROUTE);
            }
        }
        String place = FailedStep.of(failure).map(step -> ": " + step).orElse("");
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof DataAccessException || t instanceof TransactionException) {
                return new Words("the ledger could not be used", Kind.INTERNAL);
            }
        }
        return !place.isEmpty() && isMistake(failure)
                ? new Words("a route is wrong" + place, Kind.ROUTE)
                : new Words("an internal error" + place, Kind.INTERNAL);
    }

    private static Optional<String> known(Throwable t) {
        if (t.getMessage() != null && OWN.stream().anyMatch(kind -> kind.isInstance(t))) {
            return Optional.of(Redacted.words(t.getMessage()));
        }
        if (t instanceof HttpOperationFailedException answer) {
            return Optional.of(HttpGateway.label(answer).orElse("the remote") + " answered with HTTP status "
                    + answer.getStatusCode());
        }
        if (t instanceof SocketTimeoutException) {
            return Optional.of("no answer in time");
        }
        if (t instanceof UnknownHostException) {
            return Optional.of("the address does not exist");
        }
        if (t instanceof SSLException) {
            return Optional.of("there is no safe connection");
        }
        if (t instanceof ConnectException) {
            return Optional.of("there is no connection");
        }
        if (t instanceof IOException && !(t instanceof JsonProcessingException)) {
            return Optional.of("the connection failed");
        }
        return Optional.empty();
    }

    private static boolean isMistake(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            String name = t.getClass().getName();
            boolean wraps = WRAPPERS.contains(t.getClass()) && t.getCause() != null;
            if (!wraps && MISTAKES.stream().anyMatch(name::startsWith)) {
                return true;
            }
        }
        return false;
    }
}
