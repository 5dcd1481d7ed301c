package dealpayouts.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dealpayouts.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Variable;

/**
 * Bean {@code fundingRight}: whether this token may fund transfers, found out without moving money. Two things speak for
 * it: where the account is based (Wise reference §1), and whether Wise asks for a person's approval when the token reads
 * a statement, which is protected like funding is (§15). Only the first funding call proves it.
 */
public final class FundingPermissionCheck {

    /** Where a personal token may fund. */
    private static final Set<String> COUNTRIES = Set.of("US", "CA", "AU", "NZ", "SG", "MY");

    private static final int FORBIDDEN = 403;
    private static final String CHECK = "funding by token";
    private static final String BY_HAND =
            "nothing: deals say 'Fund it in Wise' and go on by themselves; PAYOUT_FUNDING=draft spares the attempt";

    private final String sourceCurrency;
    private final boolean draftsOnly;
    private final Clock clock;

    /** @param draftsOnly whether no funding is wanted anyway */
    public FundingPermissionCheck(String sourceCurrency, boolean draftsOnly, Clock clock) {
        this.sourceCurrency = sourceCurrency;
        this.draftsOnly = draftsOnly;
        this.clock = clock;
    }

    /**
     * The statement to ask for: the last day of the balance that pays.
     *
     * @param answer Wise's list of STANDARD balances
     * @return {@code balanceId}, {@code currency}, {@code from} and {@code to}; null when there is no such balance
     */
    public Map<String, String> statement(@Variable("balancesAnswer") String answer) {
        for (JsonNode balance : Json.read(answer)) {
            if (sourceCurrency.equals(balance.path("currency").asText())) {
                Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
                Map<String, String> statement = new LinkedHashMap<>();
                statement.put("balanceId", balance.path("id").asText());
                statement.put("currency", sourceCurrency);
                statement.put("from", now.minus(1, ChronoUnit.DAYS).toString());
                statement.put("to", now.toString());
                return statement;
            }
        }
        return null;
    }

    /**
     * Judges what is known.
     *
     * @param profiles Wise's list of profiles
     * @param status HTTP status of the statement; null when none was asked for
     * @param approval its header {@code x-2fa-approval-result}; null when there was none
     */
    public CheckResult judge(
            @Variable("profilesAnswer") String profiles,
            @Variable("profileId") long profileId,
            @Variable("header:statementAnswer.CamelHttpResponseCode") Integer status,
            @Variable("header:statementAnswer.x-2fa-approval-result") String approval) {
        if (draftsOnly) {
            return CheckResult.ok(CHECK, "not wanted: PAYOUT_FUNDING=draft leaves it to persons in Wise");
        }
        String country = profile(profiles, profileId)
                .path("address")
                .path("countryIso2Code")
                .asText("");
        String based =
                country.isEmpty() ? "where the account is based is not known" : "the account is based in " + country;
        boolean asksForPerson = status != null && status == FORBIDDEN && "REJECTED".equalsIgnoreCase(approval);
        boolean asksForNobody = status != null && status < 400;
        if (asksForPerson) {
            return CheckResult.note(CHECK, "no: " + based + ", and Wise wants a person's approval", BY_HAND);
        }
        if (COUNTRIES.contains(country)) {
            return CheckResult.ok(CHECK, "yes: " + based + (asksForNobody ? ", and Wise wants no approval" : ""));
        }
        return asksForNobody
                ? CheckResult.note(
                        CHECK,
                        "perhaps: " + based + ", but Wise wanted no approval just now",
                        "nothing: the first payout shows it; if it is refused, its deal says 'Fund it in Wise'")
                : CheckResult.note(CHECK, "probably not: " + based, BY_HAND);
    }

    static JsonNode profile(String profiles, long id) {
        for (JsonNode profile : Json.read(profiles)) {
            if (profile.path("id").asLong() == id) {
                return profile;
            }
        }
        return MissingNode.getInstance();
    }
}
