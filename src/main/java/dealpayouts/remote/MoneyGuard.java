package dealpayouts.remote;

import dealpayouts.ledger.Attempts;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.BufferedHttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Lets a call to Wise that makes a transfer or moves money go out only with the ledger's permit. */
final class MoneyGuard {

    private static final Pattern FUNDED = Pattern.compile("/transfers/(\\d{1,18})/payments/?$");

    private final Attempts attempts;

    MoneyGuard(Attempts attempts) {
        this.attempts = attempts;
    }

    /**
     * Uses the permit for a call.
     *
     * @throws RuntimeException when there is none; the call must not be made
     */
    void check(ClassicHttpRequest request, URI uri) throws IOException, HttpException {
        String path = String.valueOf(uri.getPath());
        switch (MoneyCall.of(request.getMethod(), path)) {
            case HARMLESS -> {}
            case TRANSFER -> attempts.useTransfer(body(request));
            case FUNDING -> attempts.useFunding(transferId(path));
            case BATCH_FUNDING -> attempts.useBatchFunding(path, body(request));
            case UNKNOWN ->
                throw new RefusedCallException(request.getMethod() + " " + path
                        + " may move money, and the ledger does not know it; it is not sent");
        }
    }

    private static long transferId(String path) {
        Matcher transfer = FUNDED.matcher(path);
        if (!transfer.find()) {
            throw new RefusedCallException("POST " + path + " does not say which transfer it pays; it is not sent");
        }
        return Long.parseLong(transfer.group(1));
    }

    private static String body(ClassicHttpRequest request) throws IOException, HttpException {
        HttpEntity entity = request.getEntity();
        if (entity == null) {
            return "";
        }
        HttpEntity whole = new BufferedHttpEntity(entity);
        request.setEntity(whole);
        return EntityUtils.toString(whole, StandardCharsets.UTF_8);
    }
}
