package dealpayouts.kommo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dealpayouts.json.UnreadableAnswerException;
import dealpayouts.ledger.DealEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kommo's lists, as the Kommo reference shows them in §4.2, §10 and §13.1. */
class DealListsTest {

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    private final DealLists lists =
            new DealLists(new KommoSettings("northlight", null, null, 67, 1, 2, null, 3, "WORK", false, null, null));

    @Test
    void aDealIsSeenWithTheLaterOfItsTwoTimes() {
        String page =
                """
                {"_embedded":{"leads":[
                  {"id":7,"pipeline_id":85,"status_id":67,"created_at":100,"updated_at":300},
                  {"id":8,"pipeline_id":85,"status_id":67,"created_at":200,"updated_at":null}]}}""";

        assertThat(lists.gather(null, page, OK))
                .containsExactly(inPay(7, Instant.ofEpochSecond(300)), inPay(8, Instant.ofEpochSecond(200)));
    }

    @Test
    void anEventIsSeenWithTheStageThatWasEntered() {
        String page =
                """
                {"_embedded":{"events":[{"id":"01k7","type":"lead_status_changed","entity_id":7,"created_at":300,
                  "value_after":[{"lead_status":{"id":67,"pipeline_id":85}}],
                  "value_before":[{"lead_status":{"id":66,"pipeline_id":84}}]}]}}""";

        assertThat(lists.gather(null, page, OK)).containsExactly(inPay(7, Instant.ofEpochSecond(300)));
    }

    @Test
    void aPageIsAddedToThoseBefore() {
        DealEvent before = inPay(1, Instant.EPOCH);

        assertThat(lists.gather(List.of(before), "{\"_embedded\":{\"leads\":[{\"id\":7}]}}", OK))
                .hasSize(2)
                .startsWith(before);
    }

    @Test
    void anEmptyListHasNoBody() {
        assertThat(lists.gather(null, "", NO_CONTENT)).isEmpty();
        assertThat(lists.nextQuery("page=1", "", NO_CONTENT)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "{\"_embedded\":{\"leads\":[{\"name\":\"no id\"}]}}"})
    void whatIsNoListIsNotTakenForAnEmptyOne(String answer) {
        assertThatExceptionOfType(UnreadableAnswerException.class).isThrownBy(() -> lists.gather(null, answer, OK));
    }

    @Test
    void theQueryOfTheNextPageIsThatOfTheLink() {
        assertThat(lists.nextQuery(
                        "page=1",
                        "{\"_links\":{\"next\":{\"href\":\"https://elsewhere.example/x?filter%5Bid%5D=1&page=2\"}}}",
                        OK))
                .isEqualTo("filter%5Bid%5D=1&page=2");
    }

    @Test
    void aListWithoutALinkEnds() {
        assertThat(lists.nextQuery("page=1", "{\"_links\":{\"self\":{\"href\":\"x\"}}}", OK))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://k.example/x?page=1", "https://k.example/x?page=${variable.x}", "?{{wise.api-key}}"})
    void aLinkThatLeadsNowhereIsRefused(String link) {
        assertThatExceptionOfType(UnreadableAnswerException.class)
                .isThrownBy(() -> lists.nextQuery("page=1", "{\"_links\":{\"next\":{\"href\":\"" + link + "\"}}}", OK));
    }

    @Test
    void thePipelineIsTheOneThatHasTheStage() {
        assertThat(
                        lists.pipeline(
                                """
                        {"_embedded":{"pipelines":[
                          {"id":84,"_embedded":{"statuses":[{"id":142},{"id":143}]}},
                          {"id":85,"_embedded":{"statuses":[{"id":67},{"id":142}]}}]}}"""))
                .isEqualTo(85);
    }

    @Test
    void aStageThatNoPipelineHasIsNamed() {
        assertThatExceptionOfType(UnreadableAnswerException.class)
                .isThrownBy(() -> lists.pipeline("{\"_embedded\":{\"pipelines\":[]}}"))
                .withMessageContaining("KOMMO_PAYOUT_STAGE_ID 67 is in 0 pipelines");
    }

    private static DealEvent inPay(long deal, Instant changedAt) {
        return new DealEvent(deal, DealEvent.Place.PAY, changedAt, null, null);
    }
}
