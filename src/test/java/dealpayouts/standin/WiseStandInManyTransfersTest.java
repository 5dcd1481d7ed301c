package dealpayouts.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.standin.Caller.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class WiseStandInManyTransfersTest {

    private static final int OLD = 4_000;
    private static final int NEW = 6_000;
    private static final String OPEN = "incoming_payment_waiting,processing,funds_converted";

    private final List<Long> old = new ArrayList<>();
    private final List<Long> recent = new ArrayList<>();
    private WiseStandIn wise;
    private Caller caller;
    private Instant between;

    @BeforeAll
    void start() {
        wise = WiseStandIn.start(Dialect.PLATFORM);
        caller = new Caller(wise.url(), WiseStandIn.TOKEN);
        long marta = wise.addRecipient("EUR", "Marta Vogel", null);
        for (int i = 0; i < OLD; i++) {
            old.add(wise.makeByHand(marta, "10"));
        }
        wise.passTime(Duration.ofDays(2));
        between = Instant.now().plus(Duration.ofDays(1));
        List<String> states = List.of("processing", "funds_converted", "outgoing_payment_sent");
        for (int i = 0; i < NEW; i++) {
            long transfer = wise.makeByHand(marta, "10");
            wise.advance(transfer, states.get(i % states.size()));
            if (i % states.size() != 2) {
                recent.add(transfer);
            }
        }
    }

    @AfterAll
    void stop() {
        wise.close();
    }

    @Test
    void pagesOfOpenTransfersAreCompleteInOneOrderAndCheap() throws IOException {
        Instant start = Instant.now();
        List<Long> read = pages("&status=" + OPEN);
        Duration took = Duration.between(start, Instant.now());

        assertThat(read).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(read)
                .containsExactlyElementsOf(
                        reversed(Stream.concat(old.stream(), recent.stream()).toList()));
        assertThat(took).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void theDatesBoundTheList() throws IOException {
        assertThat(pages("&status=" + OPEN + "&createdDateStart=" + between)).isEqualTo(reversed(recent));
        assertThat(pages("&status=" + OPEN + "&createdDateEnd=" + between)).isEqualTo(reversed(old));
        assertThat(pages("&createdDateStart=" + between + "&createdDateEnd=" + between))
                .isEmpty();
    }

    @Test
    void aPageBeyondTheEndIsEmptyAndUnevenPagesAreRefused() throws IOException {
        assertThat(page("&limit=1000", 20_000).json()).isEmpty();
        assertThat(page("&limit=1000", 500).status()).isEqualTo(422);
    }

    private List<Long> pages(String filter) throws IOException {
        List<Long> ids = new ArrayList<>();
        JsonNode page;
        do {
            page = page(filter + "&limit=500", ids.size()).json();
            page.forEach(transfer -> ids.add(transfer.path("id").asLong()));
        } while (page.size() == 500);
        return ids;
    }

    private Reply page(String filter, int offset) throws IOException {
        return caller.get("/v1/transfers?profile=20045501" + filter + "&offset=" + offset);
    }

    private static List<Long> reversed(List<Long> ids) {
        List<Long> reversed = new ArrayList<>(ids);
        Collections.reverse(reversed);
        return reversed;
    }
}
