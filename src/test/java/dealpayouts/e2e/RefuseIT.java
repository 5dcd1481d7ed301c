package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.KommoStandIn;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A route of the integration engineer's own holds payouts with a sentence of its own, and lets them through later. */
class RefuseIT extends WithProduct {

    private static final String DEAL = "routes/deal.camel.yaml";
    private static final String NOTES = "routes/notes.camel.yaml";
    private static final String END = "              method: confirmed\n            variableReceive: payout\n";
    private static final String CHECK =
            """
                    - to:
                        uri: bean:deals
                        parameters:
                          method: tags
                        variableReceive: tags
                    - filter:
                        description: Only deals that somebody has tagged are paid
                        expression:
                          simple:
                            expression: ${variable.tags} !contains 'payable'
                        steps:
                          - setVariable:
                              name: refusal
                              expression:
                                constant:
                                  expression: %s
                          - setVariable:
                              name: refusalFacts
                              expression:
                                simple:
                                  expression: ${map('tag','payable')}
                          - to:
                              uri: direct:refuse
            """;
    private static final String SENTENCE = "Wise: this deal has no tag 'payable', so it is not paid.";

    private final ProductFolder folder = ProductFolder.copy();

    @AfterEach
    void close() {
        product.close();
    }

    @Test
    void aDealIsHeldWithItsSentenceOnceAndGoesOnByItself() {
        hold("tagMissing");
        start(Map.of("payout.parked-look-ms", "200"));

        long deal = pay();

        untilNote(deal, SENTENCE);
        mention(deal);
        patiently().until(() -> looks(deal) > 3);
        assertThat(kommo().notes(deal)).hasSize(1);
        assertThat(product.ledgerColumn("payout", "reason")).containsExactly("tagMissing");
        assertThat(product.ledgerColumn("payout", "state")).containsExactly("PARKED");
        assertThat(wise().transfers()).isEmpty();

        kommo().tag(deal, "payable");

        untilPaid(deal);
    }

    @Test
    void aMemberOfABatchIsHeldAndTheOthersArePaid() {
        hold("tagMissing");
        start(Map.of(
                "payout.funding",
                "batch",
                "batch.quiet-ms",
                "300",
                "batch.gather-ms",
                "100",
                "payout.parked-look-ms",
                "200"));
        long held = pay();
        untilNote(held, SENTENCE);
        long contact = kommo().addContact("Bo Lind", null, wise().addRecipient("EUR", "Bo Lind", null));
        long paid =
                kommo().addDealInStage(KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY, "Logo", "100.00", "EUR", contact);
        kommo().tag(paid, "payable");
        product.report(kommo().statusDelivery(paid));

        untilPaid(paid);
        assertThat(transfersOf(held)).isEmpty();

        kommo().tag(held, "payable");
        untilPaid(held);
    }

    @Test
    void aNameWithoutASentenceHoldsThePayoutAndSaysWhatIsWrong() {
        folder.edit(DEAL, END, END + CHECK.formatted("leftPayStage"));
        start(Map.of("payout.explain-after-failures", "2"));

        long deal = pay();

        untilNote(
                deal,
                "Wise: payout delayed, a route is wrong: direct:refuse needs the name of a sentence that you have added to"
                        + " notes.camel.yaml");
        assertThat(wise().transfers()).isEmpty();
    }

    private int looks(long deal) {
        return matching(kommo().calls(), "GET", ".*/leads/?(" + deal + ")?").size();
    }

    private void hold(String name) {
        folder.edit(DEAL, END, END + CHECK.formatted(name));
        folder.edit(
                NOTES,
                "          funded: \"",
                "          " + name
                        + ": \"Wise: this deal has no tag '${variable.facts[tag]}', so it is not paid.\"\n"
                        + "          funded: \"");
    }

    private void start(Map<String, String> overrides) {
        Map<String, String> all = new HashMap<>(overrides);
        all.put("routes.folder", folder.routes().toString());
        start(World.PLATFORM_ON_SQLITE, all);
    }
}
