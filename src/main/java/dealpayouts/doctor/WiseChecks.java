package dealpayouts.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.ledger.Stop;
import dealpayouts.money.Money;
import dealpayouts.wise.Balances;
import dealpayouts.wise.Profiles;
import dealpayouts.wise.Subscriptions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Variable;

/** Bean {@code wiseChecks}: token, profile, balances and subscriptions. */
public final class WiseChecks {

    private static final String PROFILE = "Wise profile";
    private static final String BALANCE = "Wise balance";

    private final String token;
    private final Profiles profiles;
    private final String sourceCurrency;
    private final Subscriptions subscriptions;
    private final Clock clock;

    /** @param sourceCurrency of the balance that pays */
    public WiseChecks(
            String token, Profiles profiles, String sourceCurrency, Subscriptions subscriptions, Clock clock) {
        this.token = token;
        this.profiles = profiles;
        this.sourceCurrency = sourceCurrency;
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    /** The profile that would pay; null when none can be chosen. */
    public Long profileId(@Variable("profilesAnswer") String answer) {
        try {
            return profiles.choose(answer);
        } catch (Stop unusable) {
            return null;
        }
    }

    /**
     * Whether the token is good for longer and shows the profile that is to pay.
     *
     * @param answer Wise's list of profiles
     */
    public List<CheckResult> profile(@Variable("profilesAnswer") String answer) {
        return List.of(TokenExpiry.judge("Wise token", "WISE_API_KEY", token, clock.instant(), true), chosen(answer));
    }

    private CheckResult chosen(String answer) {
        try {
            long id = profiles.choose(answer);
            JsonNode profile = FundingPermissionCheck.profile(answer, id);
            return CheckResult.ok(
                    PROFILE,
                    id + " '"
                            + profile.path("businessName")
                                    .asText(profile.path("fullName").asText("without a name"))
                            + "', a visible business profile");
        } catch (Stop unusable) {
            return CheckResult.problem(
                    PROFILE,
                    String.valueOf(unusable.getFacts().get("problem")),
                    "set WISE_PROFILE_ID or WISE_API_KEY accordingly");
        }
    }

    /**
     * Whether there is a balance that can pay, and what it holds.
     *
     * @param answer Wise's list of STANDARD balances
     */
    public CheckResult balances(@Variable("balancesAnswer") String answer) {
        List<Money> usable = Balances.usable(answer);
        String others = usable.stream()
                .map(Money::currency)
                .map(currency -> currency.getCurrencyCode())
                .collect(Collectors.joining(", "));
        for (Money balance : usable) {
            if (balance.currency().getCurrencyCode().equals(sourceCurrency)) {
                return balance.isPositive()
                        ? CheckResult.ok(BALANCE, balance.toString())
                        : CheckResult.note(BALANCE, balance.toString(), "top it up before the first payout");
            }
        }
        return CheckResult.problem(
                BALANCE,
                "there is none in " + sourceCurrency + (others.isEmpty() ? "" : ", only in " + others),
                "open it in Wise, or set WISE_SOURCE_CURRENCY to a currency that has one");
    }

    /**
     * Whether Wise tells us what becomes of transfers.
     *
     * @param answer Wise's list of subscriptions
     */
    public CheckResult subscriptions(@Variable("subscriptionsAnswer") String answer) {
        String check = "Wise subscriptions";
        if (!subscriptions.isReachable()) {
            return CheckResult.note(
                    check,
                    "none, because PUBLIC_URL is not set: transfers are only looked at on a schedule",
                    "set PUBLIC_URL to be told sooner");
        }
        List<String> missing = new ArrayList<>();
        List<String> several = new ArrayList<>();
        for (Map.Entry<String, Long> event : subscriptions.existing(answer).entrySet()) {
            if (event.getValue() == 0) {
                missing.add(event.getKey());
            } else if (event.getValue() > 1) {
                several.add(event.getKey());
            }
        }
        if (!missing.isEmpty()) {
            return CheckResult.problem(
                    check,
                    "there is none for " + String.join(", ", missing),
                    "start the product, which makes them, or run setup while it runs");
        }
        return several.isEmpty()
                ? CheckResult.ok(check, "one for each event to " + subscriptions.address())
                : CheckResult.note(
                        check,
                        "more than one for " + String.join(", ", several) + ": each event comes several times",
                        "delete all but one of each in Wise");
    }
}
