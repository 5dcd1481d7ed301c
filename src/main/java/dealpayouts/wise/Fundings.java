package dealpayouts.wise;

import dealpayouts.ledger.Answers;
import dealpayouts.ledger.Genuine;
import dealpayouts.ledger.Payout;
import dealpayouts.provider.FundingAnswer;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Variable;

/** Bean {@code fundings}: what Wise's answer to a funding call means. */
public final class Fundings {

    private final Genuine genuine;

    public Fundings(Genuine genuine) {
        this.genuine = genuine;
    }

    /**
     * Reads the answer from its body, whatever its HTTP status; see {@link FundingAnswer} for the table.
     *
     * @param answer the body
     * @param code the HTTP status
     * @param approval the header that says whether a person has to approve; may be null
     * @param contentType the header of that name; may be null
     * @param trace the header {@code x-trace-id}; may be null
     */
    public FundingAnswer read(
            @Variable("payout") Payout payout,
            @Variable("fundingAnswer") String answer,
            @Variable("header:fundingAnswer.CamelHttpResponseCode") int code,
            @Variable("header:fundingAnswer.x-2fa-approval-result") String approval,
            @Variable("header:fundingAnswer.Content-Type") String contentType,
            @Variable("header:fundingAnswer.x-trace-id") String trace) {
        genuine.require(payout, Answers.Kind.FUNDING, payout.transferId(), code, answer);
        return answered(answer, code, approval, contentType, trace);
    }

    static FundingAnswer answered(String answer, int code, String approval, String contentType, String trace) {
        Map<String, String> headers = new HashMap<>();
        headers.put("x-2fa-approval-result", approval);
        headers.put("Content-Type", contentType);
        headers.put("x-trace-id", trace);
        return FundingAnswers.read(code, headers, answer);
    }
}
