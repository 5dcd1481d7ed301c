package dealpayouts.together;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dealpayouts.ledger.DealCheck;
import dealpayouts.ledger.Feedback;
import dealpayouts.ledger.Identity;
import dealpayouts.ledger.PaymentOrder;
import dealpayouts.ledger.Payout;
import dealpayouts.work.RouteCaller;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;

/**
 * Bean {@code together}: asks and tells with one call what several payouts ask for or tell at the same time, as the remotes
 * limit calls and not what is in them (Kommo reference §12, Wise reference §3). The calls stand in routes.
 */
public final class Together {

    /** The routes with the calls, by their {@code direct:} name. */
    public static final Set<String> ROUTES = Set.of(
            "deals-now",
            "contacts-now",
            "account-now",
            "profiles-now",
            "balances-now",
            "write-notes",
            "change-deals",
            "change-contacts");

    /**
     * How much is shared.
     *
     * @param reads how many deals or contacts are read with one call; Kommo allows 250 (Kommo reference §12)
     * @param writes how many notes or changes are written with one call; as for reads
     * @param balances how long balances are believed by those who can ask again when they are too small
     */
    public record Limits(int reads, int writes, Duration balances) {}

    private static final long ONLY = 0;
    private static final String LOOK = "dealLook";

    private final Clock clock;
    private final Identity identity;
    private final CallCoalescer<Long, String> deals;
    private final CallCoalescer<Long, String> contacts;
    private final CallCoalescer<Long, String> account;
    private final CallCoalescer<Long, String> profiles;
    private final CallCoalescer<Long, String> balances;
    private final Cache<Long, String> balancesLately;
    private final CallCoalescer<Write, Void> notes;
    private final CallCoalescer<Write, Void> dealChanges;
    private final EntityChanges contactChanges;

    /** @param identity which account the deals and contacts have to be of */
    public Together(RouteCaller routes, Limits limits, Identity identity, Clock clock) {
        this.clock = clock;
        this.identity = identity;
        Executor executor = traced(daemons());
        deals = new CallCoalescer<>(new EntityReads(routes, "deals-now", "leads"), limits.reads(), executor);
        contacts = new CallCoalescer<>(new EntityReads(routes, "contacts-now", "contacts"), limits.reads(), executor);
        account = new CallCoalescer<>(new SharedRead(routes, "account-now"), 1, executor);
        profiles = new CallCoalescer<>(new SharedRead(routes, "profiles-now"), 1, executor);
        balances = new CallCoalescer<>(new SharedRead(routes, "balances-now"), 1, executor);
        balancesLately =
                Caffeine.newBuilder().expireAfterWrite(limits.balances()).build();
        notes = new CallCoalescer<>(new NoteWrites(routes, "write-notes"), limits.writes(), executor);
        dealChanges =
                new CallCoalescer<>(new EntityChanges(routes, "change-deals", "leads"), limits.writes(), executor);
        contactChanges = new EntityChanges(routes, "change-contacts", "contacts");
    }

    /** A call is in the trace of whoever asked first. To Camel, a context with its own baggage is one that was left behind. */
    private static Executor traced(Executor executor) {
        return work -> executor.execute(Context.root().with(Span.current()).wrap(work));
    }

    private static ExecutorService daemons() {
        return Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "together");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The deal as Kommo shows it now.
     *
     * @param exchange gets the variable {@code dealLook}: how new the deal is
     * @return null when there is none
     */
    public String deal(@Variable("payout") Payout payout, Exchange exchange) throws Exception {
        requireOurAccount();
        exchange.setVariable(LOOK, DealCheck.at(clock.instant(), payout));
        return await(deals.ask(payout.dealId()));
    }

    /** The deal's contractor as Kommo shows that contact now; null when there is none. */
    public String contractor(@Variable("facts") PaymentOrder facts) throws Exception {
        requireOurAccount();
        return await(contacts.ask(facts.contractorId()));
    }

    /** Another account's deals have nothing to do with ours, whatever their ids are. */
    private void requireOurAccount() throws Exception {
        if (!identity.isKnown()) {
            identity.accountIs(account());
        }
    }

    /** Kommo's account. */
    public String account() throws Exception {
        return await(account.ask(ONLY));
    }

    /** The token's profiles at Wise. */
    public String profiles() throws Exception {
        return await(profiles.ask(ONLY));
    }

    /** What the balances of a Wise profile hold now. */
    public String balances(@Variable("profileId") long profileId) throws Exception {
        return await(balancesNow(profileId));
    }

    /** What the balances held a moment ago, or asks for them without waiting for the answer. */
    public Future<String> balancesAhead(@Variable("profileId") long profileId) {
        String lately = balancesLately.getIfPresent(profileId);
        return lately == null ? balancesNow(profileId) : CompletableFuture.completedFuture(lately);
    }

    private CompletableFuture<String> balancesNow(long profileId) {
        return balances.ask(profileId).whenComplete((answer, failure) -> {
            if (answer != null) {
                balancesLately.put(profileId, answer);
            }
        });
    }

    /** What {@link #balancesAhead} has asked for. */
    public String balancesAsked(@Variable("balancesAhead") Future<String> ahead) throws Exception {
        return await(ahead);
    }

    /**
     * Writes a note.
     *
     * @param note the request for it alone: a list of one
     */
    public void writeNote(@Variable("feedback") Feedback feedback, @Variable("noteRequest") String note)
            throws Exception {
        write(notes, feedback, new Write(feedback.id(), feedback.dealId(), note));
    }

    /**
     * Changes the deal.
     *
     * @param change the request for it alone: an object
     */
    public void changeDeal(@Variable("feedback") Feedback feedback, @Variable("change") String change)
            throws Exception {
        write(dealChanges, feedback, new Write(feedback.id(), feedback.dealId(), change));
    }

    /**
     * Changes the deal's contractor, alone and without waiting for others: a person may enter a recipient meanwhile, which
     * the change would overwrite.
     */
    public void changeContact(@Variable("feedback") Feedback feedback, @Variable("change") String change)
            throws Exception {
        requireOurAccount();
        contactChanges.alone(new Write(feedback.id(), feedback.contractorId(), change));
    }

    /** What was not taken together with others goes alone the next time, so that one does not hold up many for ever. */
    private void write(CallCoalescer<Write, Void> writes, Feedback feedback, Write write) throws Exception {
        requireOurAccount();
        if (feedback.attempts() > 0) {
            writes.askAlone(write);
        } else {
            await(writes.ask(write));
        }
    }

    private static <A> A await(Future<A> answer) throws Exception {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while it waited for an answer");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception failure) {
                throw failure;
            }
            throw e;
        }
    }
}
