package dealpayouts.standin;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Caller.Reply;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KommoStandInStrictnessTest {

    private KommoStandIn kommo;
    private Caller caller;
    private long ada;
    private long deal;

    @BeforeEach
    void start() {
        start(Dialect.PLATFORM);
    }

    private void start(Dialect dialect) {
        stop();
        kommo = KommoStandIn.start(dialect);
        caller = new Caller(kommo.url(), KommoStandIn.TOKEN);
        ada = kommo.addContact("Ada Quist", "ada@quist.example", null);
        deal = kommo.addDeal("Landing page, milestone 2", "850.50", "EUR", ada);
    }

    @AfterEach
    void stop() {
        if (kommo != null) {
            kommo.close();
        }
    }

    @Nested
    class Reading {

        @Test
        void anotherTokenIsRefused() throws IOException {
            Reply reply = new Caller(kommo.url(), "other").get("/api/v4/account");

            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.contentType()).isEqualTo("application/problem+json");
            assertThat(reply.at("/detail").asText()).isEqualTo("Invalid user name or password");
        }

        @Test
        void aDealReadsAsDocumented() throws IOException {
            Reply reply = caller.get("/api/v4/leads/" + deal + "?with=contacts,custom_fields_values");

            assertThat(reply.contentType()).isEqualTo("application/hal+json");
            assertThat(reply.at("/custom_fields_values/0/values/0/value").isTextual())
                    .isTrue();
            assertThat(reply.at("/custom_fields_values/0/values/0/value").asText())
                    .isEqualTo("850.50");
            assertThat(reply.at("/custom_fields_values/1/values/0/enum_code").asText())
                    .isEqualTo("EUR");
            assertThat(reply.at("/_embedded/contacts/0/id").asLong()).isEqualTo(ada);
            assertThat(reply.at("/_embedded/contacts/0/is_main").asBoolean()).isTrue();
            assertThat(caller.get("/api/v4/leads/" + deal)
                            .at("/_embedded/contacts")
                            .isMissingNode())
                    .isTrue();
        }

        @Test
        void whatIsMissingOrEmptyIs204WithoutBody() throws IOException {
            kommo.removeDeal(deal);

            for (String path : List.of(
                    "/leads/" + deal,
                    "/contacts/1",
                    "/leads?filter[id][]=1",
                    "/leads/" + deal + "/notes",
                    "/tasks",
                    "/webhooks",
                    "/events?filter[type]=lead_deleted")) {
                Reply reply = caller.get("/api/v4" + path);
                assertThat(reply.status()).as(path).isEqualTo(204);
                assertThat(reply.body()).as(path).isEmpty();
            }
        }

        @Test
        void anUnknownPathIsAProblem() throws IOException {
            assertThat(caller.get("/api/v4/unknown").at("/detail").asText()).startsWith("Cannot GET http");
            assertThat(caller.send("DELETE", "/api/v4/account", null).status()).isEqualTo(405);
        }

        @Test
        void dealsOfAStageAreListedPageByPage() throws IOException {
            long second = kommo.addDeal("Second", null, null);
            kommo.moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);
            kommo.moveDeal(second, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);
            kommo.addDeal("Elsewhere", null, null);
            String filter =
                    "filter[statuses][0][pipeline_id]=8500001&filter[statuses][0][status_id]=67000003&order[id]=asc&limit=1";

            Reply first = caller.get("/api/v4/leads?" + filter);
            Reply next = caller.get(first.at("/_links/next/href").asText());

            assertThat(first.at("/_embedded/leads/0/id").asLong()).isEqualTo(deal);
            assertThat(next.at("/_embedded/leads/0/id").asLong()).isEqualTo(second);
            assertThat(next.at("/_links/next").isMissingNode()).isTrue();
        }

        @Test
        void aStageFilterNeedsBothIdsAndALimitHasALimit() throws IOException {
            assertThat(caller.get("/api/v4/leads?filter[statuses][0][status_id]=142")
                            .status())
                    .isEqualTo(400);
            assertThat(caller.get("/api/v4/leads?limit=251").at("/detail").asText())
                    .isEqualTo("Limit 250 per page");
        }

        @Test
        void accountPipelinesAndFieldsDescribeTheAccount() throws IOException {
            assertThat(caller.get("/api/v4/account").at("/id").asLong()).isEqualTo(KommoStandIn.ACCOUNT_ID);
            Reply pipelines = caller.get("/api/v4/leads/pipelines");
            assertThat(pipelines.at("/_embedded/pipelines/0/_embedded/statuses"))
                    .hasSize(7);
            assertThat(pipelines
                            .at("/_embedded/pipelines/1/_embedded/statuses/1/id")
                            .asLong())
                    .isEqualTo(142);
            assertThat(caller.get("/api/v4/leads/custom_fields")
                            .at("/_embedded/custom_fields/0/code")
                            .asText())
                    .isEqualTo("PAYOUT_AMOUNT");
            assertThat(caller.get("/api/v4/contacts/custom_fields").body()).contains("WISE_RECIPIENT");
        }

        @Test
        void anyTextCanBeStoredByATest() throws IOException {
            kommo.setDealField(deal, KommoStandIn.FIELD_CURRENCY, "euros please");
            kommo.setDealField(deal, KommoStandIn.FIELD_AMOUNT, "1,200.50-");
            kommo.setMainContact(deal, 0);

            Reply reply = caller.get("/api/v4/leads/" + deal + "?with=contacts");
            assertThat(reply.body()).contains("euros please").contains("1,200.50-");
            assertThat(reply.at("/_embedded/contacts/0/is_main").asBoolean()).isFalse();
            kommo.setDealField(deal, KommoStandIn.FIELD_AMOUNT, null);
            assertThat(kommo.dealField(deal, KommoStandIn.FIELD_AMOUNT)).isNull();
        }
    }

    @Nested
    class Writing {

        @Test
        void anObjectAndAnArrayAreNotMixedUp() throws IOException {
            assertThat(caller.patch("/api/v4/leads/" + deal, "[{\"status_id\":67000004}]")
                            .status())
                    .isEqualTo(400);
            assertThat(caller.patch("/api/v4/leads", "{\"id\":" + deal + "}").status())
                    .isEqualTo(400);
            assertThat(caller.post("/api/v4/leads/notes", note(deal, "x")).status())
                    .isEqualTo(400);
            assertThat(caller.post("/api/v4/tasks", "{\"text\":\"x\",\"complete_till\":1}")
                            .status())
                    .isEqualTo(400);
            assertThat(caller.post("/api/v4/webhooks", "[]").status()).isEqualTo(400);
            assertThat(kommo.stageOf(deal)).isEqualTo(KommoStandIn.STAGE_NEW);
        }

        @Test
        void aStageOfAnotherPipelineIsNotSupported() throws IOException {
            for (String stage : List.of("67000101", "1")) {
                Reply reply =
                        caller.patch("/api/v4/leads/" + deal, "{\"pipeline_id\":8500001,\"status_id\":" + stage + "}");

                assertThat(reply.status()).isEqualTo(400);
                assertThat(reply.at("/validation-errors/0/errors/0/code").asText())
                        .isEqualTo("NotSupportedChoice");
                assertThat(reply.at("/validation-errors/0/errors/0/path").asText())
                        .isEqualTo("status_id");
            }
            assertThat(caller.patch("/api/v4/leads/" + deal, "{\"pipeline_id\":8500002,\"status_id\":142}")
                            .status())
                    .isEqualTo(200);
            assertThat(kommo.stageOf(deal)).isEqualTo(142);
        }

        @Test
        void aTextHas256CharactersAtMost() throws IOException {
            Reply tooLong = caller.patch(
                    "/api/v4/leads/" + deal, field(KommoStandIn.FIELD_STATUS, "\"" + "x".repeat(257) + "\""));
            Reply number = caller.patch("/api/v4/leads/" + deal, field(KommoStandIn.FIELD_STATUS, "2150000123"));

            assertThat(tooLong.status()).isEqualTo(400);
            assertThat(number.status()).isEqualTo(400);
            assertThat(kommo.dealField(deal, KommoStandIn.FIELD_STATUS)).isNull();
            assertThat(caller.patch(
                                    "/api/v4/leads/" + deal,
                                    field(KommoStandIn.FIELD_STATUS, "\"" + "x".repeat(256) + "\""))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void aSelectTakesItsOptionsOnly() throws IOException {
            assertThat(caller.patch("/api/v4/leads/" + deal, field(KommoStandIn.FIELD_CURRENCY, "\"euros\""))
                            .status())
                    .isEqualTo(400);
            assertThat(caller.patch("/api/v4/leads/" + deal, field(KommoStandIn.FIELD_CURRENCY, "\"GBP\""))
                            .status())
                    .isEqualTo(200);
            assertThat(caller.patch("/api/v4/leads/" + deal, field(1L, "\"x\"")).status())
                    .isEqualTo(400);
            assertThat(kommo.dealField(deal, KommoStandIn.FIELD_CURRENCY)).isEqualTo("GBP");
        }

        @Test
        void anAnswerIsWrappedAndEchoesNoFields() throws IOException {
            Reply reply = caller.patch("/api/v4/contacts/" + ada, field(KommoStandIn.FIELD_RECIPIENT, "\"702204455\""));

            assertThat(reply.at("/_embedded/contacts/0/id").asLong()).isEqualTo(ada);
            assertThat(reply.body()).doesNotContain("702204455");
            assertThat(kommo.contactField(ada, KommoStandIn.FIELD_RECIPIENT)).isEqualTo("702204455");
        }

        @Test
        void aBulkWriteIsRefusedAsAWhole() throws IOException {
            long other = kommo.addDeal("Other", null, null);
            String items = "[{\"id\":%d,\"status_id\":67000004},{\"id\":%d,\"status_id\":%d,\"request_id\":\"b\"}]";

            Reply refused = caller.patch("/api/v4/leads", items.formatted(deal, other, 5));
            assertThat(refused.at("/validation-errors/0/request_id").asText()).isEqualTo("b");
            assertThat(kommo.stageOf(deal)).isEqualTo(KommoStandIn.STAGE_NEW);

            Reply written = caller.patch("/api/v4/leads", items.formatted(deal, other, KommoStandIn.STAGE_PAID));
            assertThat(written.at("/_embedded/leads/0/request_id").asText()).isEqualTo("0");
            assertThat(kommo.stageOf(other)).isEqualTo(KommoStandIn.STAGE_PAID);
        }

        @Test
        void contactsAreListedAndChangedTogether() throws IOException {
            long bo = kommo.addContact("Bo Quist", null, null);
            String items = "[{\"id\":%d,\"name\":\"Ada\"},{\"id\":%d,\"name\":\"Bo\"}]";

            Reply written = caller.patch("/api/v4/contacts", items.formatted(ada, bo));
            Reply read = caller.get("/api/v4/contacts?filter[id][]=" + bo + "&filter[id][]=" + ada + "&limit=250");

            assertThat(written.at("/_embedded/contacts/1/id").asLong()).isEqualTo(bo);
            assertThat(read.at("/_embedded/contacts/0/name").asText()).isEqualTo("Ada");
            assertThat(read.at("/_embedded/contacts/1/name").asText()).isEqualTo("Bo");
        }

        @Test
        void notesAreAppendedEveryTime() throws IOException {
            String body = "[" + note(deal, "Paid") + "]";
            Reply first = caller.post("/api/v4/leads/notes", body);
            caller.post("/api/v4/leads/notes", body);
            caller.post("/api/v4/leads/notes", "[" + note(deal, "Later") + "]");

            assertThat(first.status()).isEqualTo(200);
            assertThat(first.at("/_embedded/notes/0/request_id").asText()).isEqualTo("P-1");
            assertThat(kommo.notes(deal)).containsExactly("Paid", "Paid", "Later");
            Reply newest =
                    caller.get("/api/v4/leads/" + deal + "/notes?order[id]=desc&limit=1&filter[note_type][]=common");
            assertThat(newest.at("/_embedded/notes/0/params/text").asText()).isEqualTo("Later");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[{\"entity_id\":1,\"note_type\":\"common\",\"params\":{\"text\":\"x\"}}]",
                    "[{\"entity_id\":15500123,\"note_type\":\"memo\",\"params\":{\"text\":\"x\"}}]",
                    "[{\"entity_id\":15500123,\"note_type\":\"common\",\"params\":{}}]",
                    "[{\"entity_id\":15500123,\"note_type\":\"service_message\",\"params\":{\"text\":\"x\"}}]"
                })
        void anIncompleteNoteIsRefused(String body) throws IOException {
            assertThat(caller.post("/api/v4/leads/notes", body).status()).isEqualTo(400);
            assertThat(kommo.notes(15500123)).isEmpty();
        }

        @Test
        void theGuidesNotePathExistsInItsDialectOnly() throws IOException {
            String body =
                    "[{\"entity_id\":%d,\"entity_type\":\"leads\",\"note_type\":\"common\",\"params\":{\"text\":\"x\"}}]";
            Reply official = caller.post("/api/v4/notes", body.formatted(deal));
            assertThat(official.status()).isEqualTo(404);
            assertThat(official.contentType()).isEqualTo("application/problem+json");

            start(Dialect.GUIDE);
            assertThat(caller.post("/api/v4/notes", body.formatted(deal)).status())
                    .isEqualTo(200);
            assertThat(caller.post("/api/v4/leads/notes", "[" + note(deal, "y") + "]")
                            .status())
                    .isEqualTo(200);
            assertThat(kommo.notes(deal)).containsExactly("x", "y");
        }

        @Test
        void tasksAreFoundAndCompleted() throws IOException {
            Reply made = caller.post(
                    "/api/v4/tasks",
                    "[{\"text\":\"Top up\",\"complete_till\":1760086400,\"entity_id\":%d,\"entity_type\":\"leads\"}]"
                            .formatted(deal));
            String open = "/api/v4/tasks?filter[entity_type]=leads&filter[is_completed]=0&filter[entity_id][]=" + deal;
            assertThat(caller.get(open).at("/_embedded/tasks/0/result").isArray())
                    .isTrue();
            assertThat(kommo.openTasks(deal)).containsExactly("Top up");

            caller.patch(
                    "/api/v4/tasks/" + made.at("/_embedded/tasks/0/id").asLong(),
                    "{\"is_completed\":true,\"result\":{\"text\":\"Done\"}}");
            assertThat(caller.get(open).status()).isEqualTo(204);
            assertThat(caller.get("/api/v4/tasks?filter[entity_id][]=" + deal).status())
                    .isEqualTo(400);
        }
    }

    @Nested
    class Events {

        @Test
        void everyStageChangeWritesOneWithAnIdOfItsOwn() throws IOException {
            long from = Instant.now().getEpochSecond();
            kommo.moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);
            caller.patch("/api/v4/leads/" + deal, "{\"pipeline_id\":8500001,\"status_id\":67000004}");
            caller.patch("/api/v4/leads/" + deal, "{\"name\":\"Renamed\"}");
            kommo.moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);

            Reply entered = caller.get("/api/v4/events?filter[type]=lead_status_changed"
                    + "&filter[value_after][leads_statuses][0][pipeline_id]=8500001&filter[value_after][leads_statuses][0][status_id]=67000003"
                    + "&filter[created_at][from]=" + from);
            Reply history = caller.get(
                    "/api/v4/events?filter[entity]=lead&filter[type]=lead_status_changed,lead_added&filter[entity_id]="
                            + deal);

            assertThat(entered.at("/_embedded/events")).hasSize(2);
            assertThat(entered.at("/_embedded/events/0/id")).isNotEqualTo(entered.at("/_embedded/events/1/id"));
            assertThat(entered.at("/_embedded/events/0/value_before/0/lead_status/id")
                            .asLong())
                    .isEqualTo(KommoStandIn.STAGE_PAID);
            assertThat(history.at("/_embedded/events")).hasSize(4);
            assertThat(caller.get("/api/v4/events?filter[entity_id]=1").status())
                    .isEqualTo(400);
        }

        @Test
        void aDealCreatedInAStageHasNoStageEvent() throws IOException {
            kommo.addDealInStage(KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY, "Born there", "1", "EUR", ada);

            assertThat(caller.get("/api/v4/events?filter[type]=lead_status_changed")
                            .status())
                    .isEqualTo(204);
        }
    }

    @Test
    void tooManyRequestsAreRefusedAndThenBlocked() throws IOException {
        kommo.limitRequests(true);
        List<Integer> statuses = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Reply reply = caller.get("/api/v4/account");
            statuses.add(reply.status());
            types.add(reply.contentType());
        }

        assertThat(statuses)
                .startsWith(200, 200, 200, 200, 200, 200, 200, 429, 429)
                .endsWith(403);
        assertThat(types).contains("application/problem+json", "text/html");
        kommo.limitRequests(false);
        assertThat(caller.get("/api/v4/account").status()).isEqualTo(200);
    }

    private static String field(long id, String value) {
        return "{\"custom_fields_values\":[{\"field_id\":%d,\"values\":[{\"value\":%s}]}]}".formatted(id, value);
    }

    private static String note(long dealId, String text) {
        return "{\"entity_id\":%d,\"note_type\":\"common\",\"params\":{\"text\":\"%s\"},\"request_id\":\"P-1\"}"
                .formatted(dealId, text);
    }
}
