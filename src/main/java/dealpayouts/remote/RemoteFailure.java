package dealpayouts.remote;

import dealpayouts.kommo.KommoProblem;
import dealpayouts.ledger.Outage;
import dealpayouts.wise.WiseProblems;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Puts a failed call to Kommo or Wise into words for the operator. */
public final class RemoteFailure {

    /** What is wrong and what to do about it, each a sentence without a final stop. */
    public record Words(String problem, String toDo) {}

    private static final String AGAIN = "try again later";
    private static final int FORBIDDEN = 403;

    private final Map<Remote, URI> addresses;

    /** @param addresses where the remotes are */
    public RemoteFailure(Map<Remote, URI> addresses) {
        this.addresses = Map.copyOf(addresses);
    }

    /** @param failure what Camel threw, or what is behind it */
    public Words explain(Throwable failure) {
        Throwable cause = failure;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof HttpOperationFailedException refused) {
                return refused(refused);
            }
            cause = t;
        }
        String text = cause.getMessage() == null ? "it broke off" : cause.getMessage();
        if (cause instanceof UnknownHostException) {
            return new Words("the address " + text + " does not exist", "check the base address and DNS");
        }
        if (cause instanceof ConnectException) {
            return new Words("no connection: " + text, "check the base address, the network and any firewall");
        }
        if (cause instanceof SSLException) {
            return new Words("no safe connection: " + text, "check certificates and any proxy in between");
        }
        return new Words("no usable answer: " + text, AGAIN);
    }

    private Words refused(HttpOperationFailedException refused) {
        Optional<Remote> remote = addresses.entrySet().stream()
                .filter(address ->
                        refused.getUri().startsWith(address.getValue().toString()))
                .map(Map.Entry::getKey)
                .findFirst();
        int status = refused.getStatusCode();
        String body = refused.getResponseBody();
        String type = Optional.ofNullable(refused.getResponseHeaders())
                .map(headers -> headers.get("Content-Type"))
                .orElse(null);
        Answer answer = new Answer(status, type, null, body == null ? "" : body);
        if (remote.isEmpty()) {
            return new Words("answered with HTTP status " + status, AGAIN);
        }
        return remote.get()
                .closing(answer)
                .map(kind -> new Words(
                        remote.get().why(kind),
                        kind == Outage.Kind.PAUSE ? AGAIN : remote.get().remedy(kind)))
                .orElseGet(() -> aboutThisCall(remote.get(), answer));
    }

    private static Words aboutThisCall(Remote remote, Answer answer) {
        if (remote == Remote.WISE) {
            String sentence = WiseProblems.read(answer.status(), answer.contentType(), answer.body())
                    .sentence();
            return new Words(withoutStop(sentence), answer.isFailure() ? AGAIN : "correct what it names");
        }
        if (answer.isFailure()) {
            return new Words("Kommo had a problem of its own (HTTP status " + answer.status() + ")", AGAIN);
        }
        if (answer.status() == FORBIDDEN) {
            return new Words(
                    "the token may not do this: Kommo wants an administrator's",
                    "make the integration, or its token, as an administrator of the account");
        }
        return new Words(
                "Kommo refused the call (HTTP status " + answer.status() + "): "
                        + KommoProblem.words(answer.status(), answer.body()),
                "correct what it names");
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
