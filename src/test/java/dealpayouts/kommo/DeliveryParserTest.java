package dealpayouts.kommo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryParserTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";

    /** The decoded example of Kommo reference §3.4 with all three shapes of custom field values. */
    private static final String ACCOUNT_WEBHOOK =
            """
            leads[status][0][id]=15500123
            leads[status][0][name]=Landing+page%2C+milestone+2+%26+%D1%81%D0%B0%D0%B9%D1%82
            leads[status][0][status_id]=67000003
            leads[status][0][old_status_id]=67000002
            leads[status][0][price]=1200
            leads[status][0][last_modified]=1760000300
            leads[status][0][pipeline_id]=8500001
            leads[status][0][tags][0][id]=2100
            leads[status][0][tags][0][name]=contractor
            leads[status][0][custom_fields][0][id]=1240001
            leads[status][0][custom_fields][0][name]=Payout+amount
            leads[status][0][custom_fields][0][values][0][value]=850.50
            leads[status][0][custom_fields][1][id]=1240002
            leads[status][0][custom_fields][1][values][0][value]=EUR
            leads[status][0][custom_fields][1][values][0][enum]=908101
            leads[status][0][custom_fields][2][id]=1240003
            leads[status][0][custom_fields][2][values][0]=1729717200
            leads[status][0][custom_fields][3][id]=1240004
            leads[status][0][custom_fields][3][values][value]=Yes
            leads[status][0][custom_fields][3][values][enum]=908102
            leads[status][0][updated_at]=1760000301
            account[subdomain]=northlight
            account[id]=32000001
            account[_links][self]=https%3A%2F%2Fnorthlight.kommo.com
            """
                    .strip()
                    .replace('\n', '&');

    private static final DealSighting MOVED = new DealSighting(
            15500123,
            "status",
            8500001L,
            67000003L,
            1760000300L,
            Map.of(1240001L, "850.50", 1240002L, "EUR", 1240003L, "1729717200", 1240004L, "Yes"));

    private final DeliveryParser parser = new DeliveryParser();

    @Test
    void readsAnAccountWebhook() {
        assertThat(form(ACCOUNT_WEBHOOK))
                .isEqualTo(new WebhookPayload(new Account(32000001L, "northlight"), List.of(MOVED), List.of()));
    }

    @Test
    void readsBracketsThatAreEncoded() {
        assertThat(form(ACCOUNT_WEBHOOK.replace("[", "%5B").replace("]", "%5d")))
                .isEqualTo(form(ACCOUNT_WEBHOOK));
    }

    @Test
    void readsADigitalPipelineWebhook() {
        WebhookPayload delivery = form("leads[status][0][id]=15500123&leads[status][0][status_id]=67000003"
                + "&leads[status][0][pipeline_id]=8500001&leads[status][0][old_status_id]=67000002"
                + "&leads[status][0][old_pipeline_id]=8500001&account[id]=32000001&account[subdomain]=northlight");
        assertThat(delivery.deals())
                .containsExactly(new DealSighting(15500123, "status", 8500001L, 67000003L, null, Map.of()));
        assertThat(delivery.problems()).isEmpty();
    }

    @Test
    void readsJsonWithTextsAsWithNumbers() {
        String withNumbers =
                """
                {"account": {"id": 32000001, "subdomain": "northlight", "_links": {"self": "https://x.example"}},
                 "leads": {"status": [{"id": 15500123, "status_id": 67000003, "pipeline_id": 8500001,
                   "last_modified": 1760000300, "name": null, "price": 1200.5, "custom_fields": [
                     {"id": 1240001, "values": [{"value": 850.50}]},
                     {"id": 1240002, "values": [{"value": "EUR", "enum": 908101}]},
                     {"id": 1240003, "values": ["1729717200"]},
                     {"id": 1240004, "values": {"value": "Yes", "enum": 908102}}]}]}}
                """;
        assertThat(json(withNumbers)).isEqualTo(form(ACCOUNT_WEBHOOK));
        assertThat(json(withNumbers.replaceAll("(?<=id\": )([0-9]+)", "\"$1\"")))
                .isEqualTo(form(ACCOUNT_WEBHOOK));
    }

    @Test
    void readsJsonListsWrittenAsObjects() {
        assertThat(json("{\"leads\":{\"add\":{\"7\":{\"id\":1},\"2\":{\"id\":2}}}}")
                        .deals())
                .extracting(DealSighting::dealId)
                .containsExactly(2L, 1L);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "text/plain", JSON, FORM, "application/x-www-form-urlencoded; charset=UTF-8", "garbage"})
    void aMissingOrWrongContentTypeDoesNoHarm(String contentType) {
        assertThat(parse(contentType, " \r\n" + ACCOUNT_WEBHOOK).deals()).containsExactly(MOVED);
        assertThat(parse(contentType, "\ufeff\n{\"leads\":{\"status\":[{\"id\":5}]}}")
                        .deals())
                .containsExactly(new DealSighting(5, "status", null, null, null, Map.of()));
    }

    @Test
    void readsSeveralDealsOfSeveralActionsInAnyOrderOfIndexes() {
        WebhookPayload delivery = form("leads[update][0][id]=6&leads[status][999999999][id]=2&leads[add][3][id]=4"
                + "&leads[status][7][id]=1&leads[add][10][id]=5&leads[status][999999999999999999][id]=3");
        assertThat(delivery.deals())
                .extracting(DealSighting::action, DealSighting::dealId)
                .containsExactly(
                        tuple("status", 1L),
                        tuple("status", 2L),
                        tuple("status", 3L),
                        tuple("add", 4L),
                        tuple("add", 5L),
                        tuple("update", 6L));
        assertThat(delivery.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leads[delete][0][id]=1&leads[delete][0][status_id]=2",
                "leads[restore][0][id]=1",
                "leads[responsible][0][id]=1",
                "leads[note][0][note][text]=hello&leads[note][0][note][element_id]=1",
                "contacts[update][0][id]=1&contacts[update][0][type]=contact",
                "task[add][0][id]=x",
                "unsorted[delete][0][action]=accept",
                "message[add][0][text]=hi&talk[add][0][id]=1&catalogs[add][0][id]=1",
                "{\"leads\":{\"delete\":[{\"id\":1}]},\"contacts\":{\"add\":[{\"id\":1}]}}",
                "{\"leads\":[]}",
                "{\"leads\":{\"status\":null,\"add\":[]}}",
                "{}",
                "foo=bar"
            })
    void otherNewsIsSoundAndEmpty(String body) {
        assertThat(parse(null, body)).isEqualTo(new WebhookPayload(new Account(null, null), List.of(), List.of()));
    }

    @Test
    void keepsADealOncePerPipelineAndStage() {
        WebhookPayload delivery =
                form("leads[update][0][id]=1&leads[update][0][status_id]=10&leads[update][0][pipeline_id]=5"
                        + "&leads[status][0][id]=1&leads[status][0][status_id]=10&leads[status][0][pipeline_id]=5"
                        + "&leads[status][1][id]=1&leads[status][1][status_id]=11&leads[status][1][pipeline_id]=5"
                        + "&leads[add][0][id]=1");
        assertThat(delivery.deals())
                .containsExactly(
                        new DealSighting(1, "status", 5L, 10L, null, Map.of()),
                        new DealSighting(1, "status", 5L, 11L, null, Map.of()),
                        new DealSighting(1, "add", null, null, null, Map.of()));
    }

    @Test
    void takesTheTimeOfTheUpdateWhenThatOfTheChangeIsMissingOrOdd() {
        assertThat(form("leads[status][0][id]=1&leads[status][0][updated_at]=1760000301")
                        .deals())
                .containsExactly(new DealSighting(1, "status", null, null, 1760000301L, Map.of()));
        assertThat(form("leads[status][0][id]=1&leads[status][0][last_modified]=soon")
                        .deals())
                .containsExactly(new DealSighting(1, "status", null, null, null, Map.of()));
    }

    @Test
    void anEmptyValueIsNoValue() {
        WebhookPayload delivery =
                form("leads[status][0][id]=1&leads[status][0][status_id]=&leads[status][0][pipeline_id]");
        assertThat(delivery.deals()).containsExactly(new DealSighting(1, "status", null, null, null, Map.of()));
        assertThat(delivery.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leads[add][0][id]=1&leads[add][0][custom_fields][0][id]=x&leads[add][0][custom_fields][0][values][0]=5",
                "leads[add][0][id]=1&leads[add][0][custom_fields][0][values][0][value]=5",
                "leads[add][0][id]=1&leads[add][0][custom_fields][0][id]=7",
                "leads[add][0][id]=1&leads[add][0][custom_fields][0][id]=7&leads[add][0][custom_fields][0][values][0]=",
                "leads[add][0][id]=1&leads[add][0][custom_fields][0][id]=7&leads[add][0][custom_fields][0][values][1]=5",
                "leads[add][0][id]=1&leads[add][0][custom_fields][x][id]=7&leads[add][0][custom_fields][x][values][0]=5",
                "leads[add][0][id]=1&leads[add][0][custom_fields][0]=7&leads[add][0][custom_fields]=5",
                "leads[add][0][id]=1&leads[add][0][custom_fields][0][id]=7&leads[add][0][custom_fields][0][values][0]=5"
                        + "&leads[add][0][custom_fields][0][values][0][value]=6"
            })
    void aFieldThatIsNotToldInFullIsNotTold(String body) {
        assertThat(form(body).deals()).containsExactly(new DealSighting(1, "add", null, null, null, Map.of()));
    }

    @Test
    void aDealIsKeptTwiceWhenItsFieldsDiffer() {
        assertThat(form("leads[status][0][id]=1&leads[update][0][id]=1"
                                + "&leads[update][0][custom_fields][0][id]=7"
                                + "&leads[update][0][custom_fields][0][values][value]=5")
                        .deals())
                .extracting(DealSighting::fields)
                .containsExactly(Map.of(), Map.of(7L, "5"));
    }

    @Test
    void aPlusIsABlankAndBlanksAroundNumbersDoNoHarm() {
        assertThat(form("leads[status][0][id]=+5%0A").deals())
                .containsExactly(new DealSighting(5, "status", null, null, null, Map.of()));
    }

    @Test
    void theSameKeyTwiceWithOneValueDoesNoHarm() {
        assertThat(form("leads[status][0][id]=1&leads[status][0][id]=1").deals())
                .hasSize(1);
        assertThat(json("{\"leads\":{\"status\":[{\"id\":1,\"id\":\"1\"}]}}").deals())
                .hasSize(1);
    }

    @Nested
    class BadDeals {

        private static final String GOOD = "&leads[status][8][id]=42&leads[update][0][id]=43";

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "leads[status][0][name]=x|leads[status][0] was left out: it has no id.",
                    "leads[status][0][id]=|leads[status][0] was left out: it has no id.",
                    "leads[status][0]=5|leads[status][0] was left out: it has no id.",
                    "leads[status][0][id][x]=5|leads[status][0] was left out: it has no id.",
                    "leads[add][3][id]=abc|leads[add][3] was left out: its id is not a positive whole number of at"
                            + " most 18 digits.",
                    "leads[add][3][id]=-5|leads[add][3] was left out: its id is not a positive whole number of at most"
                            + " 18 digits.",
                    "leads[add][3][id]=0|leads[add][3] was left out: its id is not a positive whole number of at most"
                            + " 18 digits.",
                    "leads[add][3][id]=1.5|leads[add][3] was left out: its id is not a positive whole number of at"
                            + " most 18 digits.",
                    "leads[add][3][id]=%D9%A3|leads[add][3] was left out: its id is not a positive whole number of at"
                            + " most 18 digits.",
                    "leads[add][3][id]=9223372036854775808|leads[add][3] was left out: its id is not a positive whole"
                            + " number of at most 18 digits.",
                    "leads[add][3][id]=1&leads[add][3][status_id]=won|leads[add][3] was left out: its status_id is not"
                            + " a positive whole number of at most 18 digits.",
                    "leads[add][3][id]=1&leads[add][3][pipeline_id]=1e3|leads[add][3] was left out: its pipeline_id is"
                            + " not a positive whole number of at most 18 digits.",
                    "leads[add][3][id]=1&leads[add][3][id]=2|leads[add][3] was left out: its id comes with two"
                            + " different values.",
                    "leads[status][x][id]=1|A deal in leads[status] was left out: its index is not a number.",
                    "leads[status][][id]=1|A deal in leads[status] was left out: its index is not a number.",
                    "leads[status][-1][id]=1|A deal in leads[status] was left out: its index is not a number.",
                    "leads[status][9999999999999999999][id]=1|A deal in leads[status] was left out: its index is not a"
                            + " number.",
                    "leads[status]=1|leads[status] was left out: it is not a list of deals.",
                    "leads[status[0][id]=1|A key of the form was left out: it is not of the shape"
                            + " leads[status][0][id].",
                    "leads[status]0[id]=1|A key of the form was left out: it is not of the shape leads[status][0][id].",
                    "=1|A key of the form was left out: it is not of the shape leads[status][0][id].",
                    "leads[a][a][a][a][a][a][a][a][a][a][a][a][a][a][a][a]=1|A value was left out: it is nested deeper"
                            + " than 16 levels.",
                    "account[id]=abc|The account id was left out: its id is not a positive whole number of at most 18"
                            + " digits.",
                    "account[id]=1&account[id]=2|The account id was left out: its id comes with two different values.",
                    "account[subdomain]=%0A<b>|The account subdomain was left out: it is not one name of letters and"
                            + " digits.",
                    "account[subdomain]=a&account[subdomain]=b|The account subdomain was left out: it is not one name"
                            + " of letters and digits."
                })
        void becomeASentenceAndDoNotHurtTheOthers(String bad, String sentence) {
            WebhookPayload delivery = form(bad + GOOD);
            assertThat(delivery.problems()).containsExactly(sentence);
            assertThat(delivery.deals()).extracting(DealSighting::dealId).containsExactly(42L, 43L);
            assertThat(delivery.account()).isEqualTo(new Account(null, null));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "[]",
                    "null",
                    "7",
                    "{\"name\":\"x\"}",
                    "{\"id\":null}",
                    "{\"id\":{}}",
                    "{\"id\":[5]}",
                    "{\"id\":true}",
                    "{\"id\":1.0}",
                    "{\"id\":1e3}",
                    "{\"id\":-1}",
                    "{\"id\":9223372036854775808}",
                    "{\"id\":1,\"id\":2}",
                    "{\"id\":1,\"status_id\":\"won\"}"
                })
        void inJsonBecomeASentenceToo(String bad) {
            WebhookPayload delivery = json("{\"leads\":{\"status\":[" + bad + ",{\"id\":42}]}}");
            assertThat(delivery.problems()).hasSize(1).first().asString().startsWith("leads[status][0] was left out: ");
            assertThat(delivery.deals()).extracting(DealSighting::dealId).containsExactly(42L);
        }

        @Test
        void neverShowWhatTheBodyHeld() {
            String secret = "c0ffee";
            assertThat(form("leads[status][0][id]=" + secret + "&leads[status][" + secret + "][id]=1&" + secret + "]=1"
                                    + "&account[id]=" + secret + "&account[subdomain]=/" + secret)
                            .problems())
                    .hasSize(5)
                    .noneMatch(problem -> problem.contains(secret));
        }

        @Test
        void areListedUpToAHundred() {
            var body = new StringBuilder("a=b");
            for (int i = 0; i < 250; i++) {
                body.append("&leads[status][").append(i).append("][id]=x");
            }
            assertThat(form(body.toString()).problems())
                    .hasSize(101)
                    .last()
                    .isEqualTo("There are 150 more problems like these.");
        }
    }

    @Nested
    class UnusableDeliveries {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<xml a=\"b\"/>",
                    "\"leads\"",
                    "[1,2]",
                    "[{\"id\":1}]",
                    "{\"leads\":{\"status\":[{\"id\":15500123",
                    "{\"leads\":{\"status\":[{\"id\":155",
                    "{\"leads\":1}x",
                    "{\"leads\":1}{}",
                    "{leads:1}",
                    "{'a':1}",
                    "&&&",
                    "=",
                    "%",
                    "&=1&]=2"
                })
        void areNeitherFormNorJson(String body) {
            for (String contentType : new String[] {null, FORM, JSON}) {
                assertThatExceptionOfType(UnusableDeliveryException.class)
                        .isThrownBy(() -> parse(contentType, body))
                        .withMessageEndingWith("cannot be read: expected a form or a JSON object with deals.")
                        .withNoCause();
            }
        }

        @Test
        void sayWhatTheyWereDeclaredAsInOurOwnWords() {
            assertThatExceptionOfType(UnusableDeliveryException.class)
                    .isThrownBy(() -> parse(JSON, "{\"token\":\"c0ffee"))
                    .withMessage("The delivery, declared as JSON, cannot be read: expected a form or a JSON object with"
                            + " deals.");
            assertThatExceptionOfType(UnusableDeliveryException.class)
                    .isThrownBy(() -> parse("c0ffee/x", "{"))
                    .withMessageStartingWith("The delivery, declared as neither a form nor JSON, cannot");
        }

        @ParameterizedTest
        @NullSource
        @ValueSource(strings = {"", " \r\n\t", "\ufeff"})
        void areEmpty(String body) {
            assertThatExceptionOfType(UnusableDeliveryException.class)
                    .isThrownBy(() -> parse(FORM, body))
                    .withMessage("The delivery is empty: expected a form or JSON with deals.");
        }
    }

    private WebhookPayload form(String body) {
        return parse(FORM, body);
    }

    private WebhookPayload json(String body) {
        return parse(JSON, body);
    }

    private WebhookPayload parse(String contentType, String body) {
        return parser.parse(contentType, body == null ? null : body.getBytes(UTF_8));
    }
}
