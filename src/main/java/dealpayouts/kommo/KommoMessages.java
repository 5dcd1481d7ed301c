package dealpayouts.kommo;

import dealpayouts.ledger.Crm;
import dealpayouts.ledger.DealEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What Kommo's messages mean with these settings. */
public final class KommoMessages implements Crm {

    private final KommoSettings settings;
    private final DeliveryParser parser = new DeliveryParser();

    public KommoMessages(KommoSettings settings) {
        this.settings = settings;
    }

    @Override
    public Crm.Message read(String contentType, byte[] body) {
        try {
            WebhookPayload delivery = parser.parse(contentType, body);
            return new Crm.Message(
                    delivery.account().id(),
                    delivery.account().subdomain(),
                    delivery.deals().stream().map(this::event).toList(),
                    delivery.problems());
        } catch (UnusableDeliveryException e) {
            return new Crm.Message(null, null, List.of(), List.of(e.getMessage()));
        }
    }

    private DealEvent event(DealSighting deal) {
        return new DealEvent(
                deal.dealId(),
                settings.place(deal.pipelineId(), deal.statusId()),
                Optional.ofNullable(deal.lastModified())
                        .map(Instant::ofEpochSecond)
                        .orElse(null),
                deal.fields().get(settings.amountField()),
                deal.fields().get(settings.currencyField()));
    }

    @Override
    public String refusal(int status, String body) {
        return KommoProblem.words(status, body);
    }
}
