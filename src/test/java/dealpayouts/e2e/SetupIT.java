package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.e2e.Operator.Outcome;
import dealpayouts.json.Json;
import dealpayouts.standin.Fault;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.RecordedCall;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What setup changes, and what it leaves alone. */
class SetupIT extends WithProduct {

    private static final int REFUSED = 1;
    private static final int NOT_BEGUN = 2;

    private Operator operator;

    @BeforeEach
    void begin() {
        start(World.PLATFORM_ON_SQLITE, Map.of());
        operator = Operator.beside(product);
    }

    @AfterEach
    void end() {
        product.close();
    }

    @Test
    void nothingIsChangedWithoutAYes() {
        kommo().administration().removePayoutFields();
        wise().webhooks().unsubscribe(wise().webhooks().subscriptions().get(0).id());
        forgetCalls();

        Outcome setup = operator.answers("n\nn\n", "setup");

        assertThat(setup.exitCode()).as("%s", setup).isZero();
        assertThat(writes()).isEmpty();
        assertThat(setup.output())
                .contains("Kommo: make the field 'Payout amount' (numeric) on deals? [y/N]")
                .contains("Kommo: make a webhook to " + product.webhook().replace(Product.SECRET, "…"))
                .contains("Wise: have transfers#state-change sent to ");
    }

    @Test
    void onlyWhatWasAgreedToIsMade() {
        kommo().administration().removePayoutFields();

        Outcome setup = operator.answers("n\ny\nn\n", "setup");

        assertThat(kommo().administration().fieldsByCode())
                .containsKey("PAYOUT_CURRENCY")
                .doesNotContainKeys("PAYOUT_AMOUNT", "WISE_TRANSFER_ID", "PAYOUT_STATUS", "WISE_RECIPIENT");
        assertThat(setup.output())
                .contains("CF_PAYOUT_CURRENCY=")
                .doesNotContain("CF_PAYOUT_AMOUNT=")
                .contains("– field Payout amount");
    }

    @Test
    void aDisabledWebhookIsEnabledAgain() {
        kommo().subscribe(product.webhook(), "status_lead", "add_task");
        kommo().administration().disableSubscription(product.webhook());

        operator.types("setup", "--yes");

        assertThat(kommo().administration().subscription(product.webhook()))
                .containsExactlyInAnyOrder("add_lead", "update_lead", "status_lead", "add_task");
        long deal = kommo().addDeal("Landing page", null, "EUR");
        kommo().moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);
        untilNote(deal, "Wise: ");
    }

    @Test
    void aMissingSubscriptionIsMadeWhileTheProductRuns() {
        wise().webhooks().unsubscribe(wise().webhooks().subscriptions().get(2).id());

        Outcome setup = operator.types("setup", "--yes");

        assertThat(setup.output()).contains("✓ Wise transfers#refund");
        assertThat(wise().webhooks().subscriptions()).hasSize(5);
    }

    @Test
    void whatAnAnswerDoesNotNameWasNotMade() {
        kommo().administration().removePayoutFields();
        wise().webhooks().unsubscribe(wise().webhooks().subscriptions().get(2).id());
        kommo().fault("POST", "/api/v4/leads/custom_fields", Fault.otherJsonBefore(), 1);
        kommo().fault("POST", "/api/v4/webhooks", Fault.htmlBefore(), 1);
        wise().fault("POST", ".*/subscriptions", Fault.htmlBefore(), 1);

        Outcome setup = operator.types("setup", "--yes");

        assertThat(setup.exitCode()).isEqualTo(REFUSED);
        assertThat(setup.output())
                .contains("✗ field Payout amount", "✗ Kommo webhook", "✗ Wise transfers#refund")
                .contains("✓ field Payout currency");
        assertThat(operator.types("setup", "--yes").exitCode()).isZero();
        assertThat(kommo().administration().fieldsByCode()).containsKeys("PAYOUT_AMOUNT", "WISE_RECIPIENT");
        assertThat(wise().webhooks().subscriptions()).hasSize(5);
    }

    @Test
    void inAnotherAccountNothingIsMade() {
        kommo().administration().removePayoutFields();
        forgetCalls();

        Outcome setup = operator.with("kommo.subdomain", "southdark").types("setup", "--yes");

        assertThat(setup.exitCode()).isEqualTo(REFUSED);
        assertThat(setup.output()).contains("✗ Kommo account").contains("not southdark");
        assertThat(writes()).isEmpty();
    }

    @Test
    void whoIsNoAdministratorReadsWhatIsMissing() {
        kommo().administration().removePayoutFields();
        kommo().administration().setAdministrator(false);

        Outcome setup = operator.types("setup", "--yes");

        assertThat(setup.exitCode()).isEqualTo(REFUSED);
        assertThat(setup.output())
                .contains("✗ field Payout amount")
                .contains("✗ field Wise recipient")
                .contains("✗ Kommo webhook")
                .contains("the token may not do this: Kommo wants an administrator's");
    }

    @Test
    void aScriptReadsJson() {
        Outcome setup = operator.types("setup", "--yes", "--json");

        assertThat(Json.read(setup.output()).at("/environment/CF_PAYOUT_AMOUNT").asText())
                .isEqualTo(String.valueOf(KommoStandIn.FIELD_AMOUNT));
        assertThat(setup.output()).doesNotContain(Product.SECRET, KommoStandIn.TOKEN);
    }

    @Test
    void aScriptCannotBeAsked() {
        Outcome setup = operator.types("setup", "--json");

        assertThat(setup.exitCode()).isEqualTo(NOT_BEGUN);
        assertThat(Json.read(setup.output()).path("error").toString()).contains("--json needs --yes");
    }

    private void forgetCalls() {
        kommo().forgetCalls();
        wise().forgetCalls();
    }

    private List<RecordedCall> writes() {
        return Stream.concat(kommo().calls().stream(), wise().calls().stream())
                .filter(call -> !call.method().equals("GET"))
                .toList();
    }
}
