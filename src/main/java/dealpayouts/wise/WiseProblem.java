package dealpayouts.wise;

import java.util.List;
import java.util.Objects;

/**
 * What Wise says went wrong with a call. All texts are on one line, without HTML and control characters.
 *
 * @param status the HTTP status
 * @param details each single complaint, empty when the body holds none that can be read
 * @param sentence for a finance person, at most 300 characters
 */
public record WiseProblem(int status, List<Detail> details, String sentence) {

    public WiseProblem {
        details = List.copyOf(details);
    }

    /** The codes of all complaints that have one, as Wise wrote them. */
    public List<String> codes() {
        return details.stream().map(Detail::code).filter(Objects::nonNull).toList();
    }

    /** Whether any complaint has this code; codes are not unique across fields (Wise reference §3). */
    public boolean has(String code) {
        return codes().stream().anyMatch(code::equalsIgnoreCase);
    }

    /**
     * One complaint. Each part is {@code null} when Wise does not say.
     *
     * @param code Wise's word for machines, an open set
     * @param path the field of the request it is about
     * @param message Wise's words for people
     */
    public record Detail(String code, String path, String message) {}
}
