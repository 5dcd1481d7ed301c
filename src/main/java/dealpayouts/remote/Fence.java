package dealpayouts.remote;

import dealpayouts.ledger.Answers;
import dealpayouts.ledger.PaymentPermits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.io.entity.BufferedHttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/**
 * Decides for every request that would leave this process whether it may: to Kommo and Wise the calls that are listed, with
 * few headers and the token that is added here; to others below an address that is set. No request holds a secret of ours.
 */
final class Fence {

    /** The name of the call, for the metrics; it is taken off before the request goes out. */
    static final String CALL = "Remote-Call";

    private static final String UNNAMED = "unnamed";
    /** In small letters; all others stay here. The client itself adds host, length and connection. */
    private static final Set<String> HEADERS =
            Set.of("accept", "accept-minor-version", "content-type", "x-external-correlation-id");

    private static final Set<String> READS = Set.of("GET", "HEAD");
    private final Map<Remote, Address> addresses = new EnumMap<>(Remote.class);
    private final Map<Remote, String> tokens;
    private final List<Address> others;
    private final List<Secret> secrets;
    private final MoneyGuard money;
    private final Answers answers;
    private final SubscriptionGuard subscriptions;
    private final Map<Remote, CallTable> calls;

    /** @param kommo the calls to Kommo that may leave */
    Fence(Reach reach, PaymentPermits attempts, CallTable kommo) {
        this.calls = Map.of(Remote.KOMMO, kommo, Remote.WISE, WiseCalls.TABLE);
        this.subscriptions = new SubscriptionGuard(reach.webhooks());
        reach.remotes().forEach((remote, address) -> addresses.put(remote, Address.of(address)));
        this.tokens = Map.copyOf(reach.tokens());
        this.others = reach.others().stream().map(Address::of).toList();
        this.secrets = List.copyOf(reach.secrets());
        this.money = new MoneyGuard(attempts);
        this.answers = attempts.answers();
    }

    /** A request that may leave, once {@link #permit} has let it. */
    final class Admitted {

        private final Remote remote;
        private final String name;
        private final CallTable.Match call;
        private final String body;

        private Admitted(Remote remote, String name, CallTable.Match call, String body) {
            this.remote = remote;
            this.name = name;
            this.call = call;
            this.body = body;
        }

        /** Null when it goes to neither Kommo nor Wise. */
        Remote remote() {
            return remote;
        }

        /** What the route calls it. */
        String name() {
            return name;
        }

        /**
         * Uses the ledger's permit, if the call needs one.
         *
         * @throws RuntimeException when there is none; the call must not be made
         */
        void permit() {
            if (remote == Remote.WISE) {
                money.check(call, body);
            }
        }
    }

    /** Remembers an answer that money depends on, as it came. */
    void answered(Admitted admitted, ClassicHttpResponse response) throws IOException {
        Answers.Kind tells = admitted.call == null ? null : admitted.call.call().tells();
        if (tells != null) {
            HttpEntity entity = response.getEntity();
            byte[] body = entity == null ? new byte[0] : EntityUtils.toByteArray(entity);
            answers.saw(tells, admitted.call.subject(), response.getCode(), body);
        }
    }

    /**
     * Judges a request, and makes it the one that leaves.
     *
     * @param route where the connection goes
     * @throws RefusedCallException when it must not leave
     */
    Admitted admit(ClassicHttpRequest request, HttpRoute route) throws IOException, HttpException {
        String name = takeName(request);
        Target target = Target.of(request, route);
        for (Map.Entry<Remote, Address> remote : addresses.entrySet()) {
            Optional<String> path = remote.getValue().below(target);
            if (path.isPresent()) {
                return toRemote(remote.getKey(), name, request, target, path.get());
            }
        }
        requireAllowed(target);
        requireNoSecret(null, request, target, body(request));
        return new Admitted(null, name, null, "");
    }

    private Admitted toRemote(Remote remote, String name, ClassicHttpRequest request, Target target, String path)
            throws IOException, HttpException {
        CallTable.Match call = calls.get(remote)
                .find(request.getMethod(), path, target.query())
                .orElseThrow(() -> new RefusedCallException(request.getMethod() + " " + path
                        + " is not among the calls to " + remote.label() + " that are allowed; it is not sent"));
        String body = body(request);
        if (!body.isEmpty() && READS.contains(request.getMethod())) {
            throw new RefusedCallException(
                    "A " + request.getMethod() + " with a body is not sent to " + remote.label());
        }
        for (Header header : request.getHeaders()) {
            if (!HEADERS.contains(header.getName().toLowerCase(Locale.ROOT))) {
                request.removeHeader(header);
            }
        }
        requireSingleHeaders(remote, request);
        // Only where it is asked to call us has Kommo to know with what.
        requireNoSecret(
                call.call().subscription() == SubscriptionCall.KOMMO_WEBHOOK ? remote : null, request, target, body);
        String complete = subscriptions.complete(call, body);
        if (!complete.equals(body)) {
            request.setEntity(new StringEntity(complete, ContentType.APPLICATION_JSON));
        }
        String token = tokens.getOrDefault(remote, "");
        if (!token.isEmpty()) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        return new Admitted(remote, name, call, body);
    }

    /** Sees to it that {@link SubscriptionGuard} hears what Wise lists; stands in the client beside the gate. */
    ClassicHttpResponse listen(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpResponse response = chain.proceed(request, scope);
        Optional<CallTable.Match> list = listOf(request, scope.route);
        if (list.isPresent() && response.getEntity() != null) {
            HttpEntity whole = new BufferedHttpEntity(response.getEntity());
            response.setEntity(whole);
            subscriptions.answered(list.get(), response.getCode(), EntityUtils.toString(whole, StandardCharsets.UTF_8));
        }
        return response;
    }

    private Optional<CallTable.Match> listOf(ClassicHttpRequest request, HttpRoute route) {
        Target target = Target.of(request, route);
        return Optional.ofNullable(addresses.get(Remote.WISE))
                .flatMap(wise -> wise.below(target))
                .flatMap(path -> WiseCalls.TABLE.find(request.getMethod(), path, target.query()))
                .filter(call -> call.call().subscription() == SubscriptionCall.LIST);
    }

    private static void requireSingleHeaders(Remote remote, ClassicHttpRequest request) {
        Set<String> seen = new HashSet<>();
        for (Header header : request.getHeaders()) {
            if (!seen.add(header.getName().toLowerCase(Locale.ROOT))) {
                throw new RefusedCallException(
                        "A call with two headers '" + header.getName() + "' is not sent to " + remote.label());
            }
        }
    }

    private void requireAllowed(Target target) {
        Optional<Remote> own = addresses.entrySet().stream()
                .filter(address -> address.getValue().isOn(target))
                .map(Map.Entry::getKey)
                .findFirst();
        if (own.isPresent()) {
            throw new RefusedCallException("A call to " + target.host() + target.path()
                    + " is not below the address of " + own.get().label() + " in the settings; it is not sent");
        }
        if (others.stream().noneMatch(other -> other.below(target).isPresent())) {
            throw new RefusedCallException("A call to " + target.host() + " is not sent: to allow it, add "
                    + target.host() + " to ROUTES_ALLOWED_HOSTS, for calls over https");
        }
    }

    private void requireNoSecret(Remote remote, ClassicHttpRequest request, Target target, String body) {
        for (Secret secret : secrets) {
            if (isOwn(remote, secret)) {
                continue;
            }
            boolean told = secret.isToldTo(remote, target.path())
                    || target.query() != null && secret.isToldTo(remote, target.query())
                    || secret.isToldTo(remote, body);
            for (Header header : request.getHeaders()) {
                told |= header.getValue() != null && secret.isToldTo(remote, header.getValue());
            }
            if (told) {
                throw new RefusedCallException(
                        "A call to " + target.host() + " that would tell " + secret.name() + " is not sent");
            }
        }
    }

    /** Somebody may have given two secrets one value: then each remote knows it by its own. */
    private boolean isOwn(Remote remote, Secret secret) {
        return remote != null
                && secrets.stream()
                        .anyMatch(other ->
                                other.mayBeToldTo() == remote && other.value().equals(secret.value()));
    }

    /** Read completely here, so that what was judged is what is sent. */
    private static String body(ClassicHttpRequest request) throws IOException, HttpException {
        HttpEntity entity = request.getEntity();
        if (entity == null) {
            return "";
        }
        if (entity.getContentEncoding() != null) {
            throw new RefusedCallException("A compressed body cannot be judged; it is not sent");
        }
        byte[] content = EntityUtils.toByteArray(entity);
        byte[] whole = content == null ? new byte[0] : content;
        request.setEntity(new ByteArrayEntity(whole, ContentType.parseLenient(entity.getContentType())));
        return new String(whole, StandardCharsets.UTF_8);
    }

    private static String takeName(ClassicHttpRequest request) throws ProtocolException {
        Header[] names = request.getHeaders(CALL);
        request.removeHeaders(CALL);
        return names.length == 0 ? UNNAMED : names[0].getValue();
    }
}
