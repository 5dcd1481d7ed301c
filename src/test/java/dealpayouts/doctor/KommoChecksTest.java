package dealpayouts.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.doctor.CheckResult.Mark;
import dealpayouts.kommo.KommoSettings;
import dealpayouts.kommo.KommoWebhook;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Account, stages and webhook, judged by Kommo's answers. */
class KommoChecksTest {

    private static final String SECRET = "a-long-secret-for-tests-only";
    private static final String URL = "https://pay.example.com";
    private static final String PIPELINES =
            """
            {"_embedded":{"pipelines":[
              {"id":1,"name":"Contractors","_embedded":{"statuses":[
                {"id":11,"name":"Pay"},{"id":12,"name":"Paid"},{"id":142,"name":"Won"}]}},
              {"id":2,"name":"Sales","_embedded":{"statuses":[{"id":21,"name":"New"},{"id":142,"name":"Won"}]}},
              {"id":3,"name":"Old","is_archive":true,"_embedded":{"statuses":[{"id":31,"name":"Pay"}]}}]}}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 11 | OK | 11 'Pay' of pipeline 1 'Contractors'",
                "  | 11 | OK | 11 'Pay' of pipeline 1 'Contractors'",
                "2 | 142 | OK | 142 'Won' of pipeline 2 'Sales'",
                "2 | 11 | PROBLEM | there is no stage 11 in pipeline 2",
                "  | 99 | PROBLEM | there is no stage 99",
                "  | 142 | PROBLEM | stage 142 is in 2 pipelines",
                "3 | 31 | PROBLEM | 31 'Pay' of pipeline 3 'Old': the pipeline is archived",
                "  | 0 | PROBLEM | KOMMO_PAYOUT_STAGE_ID is not set"
            })
    void thePayStageMustBeOneStageThatCanBeUsed(Long pipeline, long stage, Mark mark, String found) {
        CheckResult finding = checks(pipeline, stage, null).stages(PIPELINES).get(0);

        assertThat(finding.mark()).isEqualTo(mark);
        assertThat(finding.found()).isEqualTo(found);
    }

    @Test
    void whoNeedsAStageReadsAllThatThereAre() {
        assertThat(checks(null, 99, null).stages(PIPELINES).get(0).toDo())
                .endsWith("the stages are, in pipeline 1 'Contractors': 11 'Pay', 12 'Paid', 142 'Won';"
                        + " in pipeline 2 'Sales': 21 'New', 142 'Won'; in pipeline 3 'Old': 31 'Pay'");
    }

    @ParameterizedTest
    @CsvSource({"12, OK", "11, PROBLEM", "21, PROBLEM", "142, OK"})
    void paidDealsGoToAnotherStageOfThePipeline(long paid, Mark mark) {
        List<CheckResult> findings = checks(1L, 11, paid).stages(PIPELINES);

        assertThat(findings).hasSize(2);
        assertThat(findings.get(1).mark()).isEqualTo(mark);
    }

    @ParameterizedTest
    @CsvSource({"northlight, 7, OK", "Northlight, 7, OK", "southdark, 7, PROBLEM", "northlight, 8, PROBLEM"})
    void theAccountMustBeThatOfTheSettings(String subdomain, long id, Mark mark) {
        assertThat(checks(1L, 11, null)
                        .account("{\"subdomain\":\"%s\",\"id\":%d,\"currency\":\"USD\"}".formatted(subdomain, id))
                        .get(1)
                        .mark())
                .isEqualTo(mark);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://pay.example.com/webhooks/kommo/a-long-secret-for-tests-only | add_lead,status_lead,update_lead | false | OK",
                "https://pay.example.com/webhooks/kommo/a-long-secret-for-tests-only | add_lead,status_lead,update_lead,add_task | false | OK",
                "https://pay.example.com/webhooks/kommo/a-long-secret-for-tests-only | status_lead | false | PROBLEM",
                "https://pay.example.com/webhooks/kommo/a-long-secret-for-tests-only | add_lead,status_lead,update_lead | true | PROBLEM",
                "https://pay.example.com/webhooks/kommo/another-secret-than-ours | add_lead,status_lead,update_lead | false | PROBLEM",
                "https://other.example.com/webhooks/kommo/a-long-secret-for-tests-only | add_lead,status_lead,update_lead | false | PROBLEM",
            })
    void theWebhookMustBeOursCompleteAndEnabled(String destination, String events, boolean disabled, Mark mark) {
        CheckResult finding = checks(1L, 11, null).webhook(webhooks(destination, events, disabled));

        assertThat(finding.mark()).isEqualTo(mark);
        assertThat(finding.toString()).doesNotContain(SECRET, "another-secret");
    }

    @Test
    void anEmptyListOfWebhooksIsNone() {
        assertThat(checks(1L, 11, null).webhook("").found()).startsWith("there is none to us");
    }

    @Test
    void withoutOurAddressTheSecretAloneFindsTheWebhook() {
        KommoChecks checks =
                new KommoChecks(settings(1L, 11, null), "", new KommoWebhook("", SECRET), Clock.systemUTC());

        assertThat(checks.webhook(webhooks(
                                "https://anything.example.com/webhooks/kommo/" + SECRET,
                                "add_lead,status_lead,update_lead",
                                false))
                        .mark())
                .isEqualTo(Mark.OK);
    }

    private static String webhooks(String destination, String events, boolean disabled) {
        return """
                {"_embedded":{"webhooks":[{"destination":"https://else.example.com/x","settings":["add_lead"]},
                  {"destination":"%s","settings":["%s"],"disabled":%b}]}}"""
                .formatted(destination, events.replace(",", "\",\""), disabled);
    }

    private static KommoChecks checks(Long pipeline, long stage, Long paid) {
        return new KommoChecks(settings(pipeline, stage, paid), "", new KommoWebhook(URL, SECRET), Clock.systemUTC());
    }

    private static KommoSettings settings(Long pipeline, long stage, Long paid) {
        return new KommoSettings("northlight", 7L, pipeline, stage, 1, 2, null, 3, "WORK", false, paid, null);
    }
}
