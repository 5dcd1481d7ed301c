package dealpayouts.wise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class TransferReferencePropertiesTest {

    @Property(tries = 1000)
    void isAlwaysWithinLengthAndAlphabet(@ForAll String wanted, @ForAll @IntRange(min = -1, max = 120) int maxLength) {
        String reference = TransferReference.fit(wanted, maxLength, null);
        assertThat(reference)
                .hasSizeLessThanOrEqualTo(Math.max(0, maxLength))
                .matches("|[a-zA-Z0-9]([a-zA-Z0-9- ]*[a-zA-Z0-9])?");
        assertThat(reference).doesNotContain("  ");
        assertThat(TransferReference.fit(reference, maxLength, null)).isEqualTo(reference);
    }

    @Property(tries = 1000)
    void alwaysMatchesAnExpressionThatCanBeUsed(@ForAll String wanted, @ForAll String regexp) {
        String reference = TransferReference.fit(wanted, 35, regexp);
        try {
            assertThat(reference.isEmpty() || reference.matches(regexp)).isTrue();
        } catch (PatternSyntaxException unusable) {
            assertThat(reference).matches("[a-zA-Z0-9- ]*");
        }
    }

    @Property(tries = 500)
    void keepsTheWholeNumberOfTheDealWhereverItFits(
            @ForAll String text,
            @ForAll @LongRange(min = 1, max = 99_999_999) long dealId,
            @ForAll @IntRange(min = 8, max = 35) int maxLength) {
        String reference = TransferReference.fit(text + " #" + dealId, maxLength, "[a-zA-Z0-9- ]*");
        assertThat(Pattern.compile("(?<![0-9])" + dealId + "$")
                        .matcher(reference)
                        .find())
                .isTrue();
    }
}
