package dealpayouts.wise;

import java.util.Map;
import org.apache.camel.Variable;

/** Bean {@code fundings}: what Wise's answer to a funding call means. */
public final class Fundings {

    private static final String APPROVAL = "x-2fa-approval-result";

    /**
     * Reads the answer from its body, whatever its HTTP status; see {@link FundingAnswer} for the table.
     *
     * @param answer the body
     * @param code the HTTP status
     * @param approval the header that says whether a person has to approve; may be null
     */
    public FundingAnswer read(
            @Variable("fundingAnswer") String answer,
            @Variable("header:fundingAnswer.CamelHttpResponseCode") int code,
            @Variable("header:fundingAnswer.x-2fa-approval-result") String approval) {
        return FundingAnswer.read(code, approval == null ? Map.of() : Map.of(APPROVAL, approval), answer);
    }
}
