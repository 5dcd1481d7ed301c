package dealpayouts.standin;

import dealpayouts.standin.Caller.Reply;
import java.io.IOException;
import java.util.UUID;

/** The Wise calls of the tests, with the paths of one dialect. */
final class WiseClient {

    static final String PROFILE = "/v3/profiles/" + WiseStandIn.PROFILE_ID;

    final Caller caller;
    private final String version;

    WiseClient(WiseStandIn wise, Dialect dialect) {
        caller = new Caller(wise.url(), WiseStandIn.TOKEN);
        version = dialect == Dialect.GUIDE ? "/v3" : "/v1";
    }

    Reply quote(String target, String targetAmount) throws IOException {
        return caller.post(
                PROFILE + "/quotes",
                """
                {"sourceCurrency":"USD","targetCurrency":"%s","sourceAmount":null,"targetAmount":%s,
                 "payOut":"BANK_TRANSFER","preferredPayIn":"BALANCE"}"""
                        .formatted(target, targetAmount));
    }

    String quoteId(String target, String targetAmount) throws IOException {
        return quote(target, targetAmount).at("/id").asText();
    }

    Reply transfer(long recipient, String quoteId, String key, String reference) throws IOException {
        return caller.post(
                version + "/transfers",
                """
                {"targetAccount":%d,"quoteUuid":"%s","customerTransactionId":"%s","details":{"reference":"%s"}}"""
                        .formatted(recipient, quoteId, key, reference));
    }

    Reply transfer(long recipient, String quoteId) throws IOException {
        return transfer(recipient, quoteId, UUID.randomUUID().toString(), "DEAL-1");
    }

    long transferId(long recipient, String target, String targetAmount) throws IOException {
        return transfer(recipient, quoteId(target, targetAmount)).at("/id").asLong();
    }

    Reply fund(long transferId) throws IOException {
        return caller.post(PROFILE + "/transfers/" + transferId + "/payments", "{\"type\":\"BALANCE\"}");
    }

    Reply recipient(String body) throws IOException {
        return caller.post(version + "/accounts", body);
    }

    Reply read(long transferId) throws IOException {
        return caller.get("/v1/transfers/" + transferId);
    }
}
