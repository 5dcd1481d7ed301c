package dealpayouts.wise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransferReferenceTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String OFFICIAL = "[a-zA-Z0-9- ]*";

    @ParameterizedTest
    @CsvSource({
        "DEAL-48213,10,DEAL-48213",
        "Kommo deal #48213,35,Kommo deal 48213",
        "Kommo deal #48213,10,deal 48213",
        "Kommo deal #48213,9,48213",
        "Kommo deal #48213,12,deal 48213",
        "DEAL-48213,9,48213",
        "DEAL48213,7,48213",
        "DEAL-48213,5,48213",
        "DEAL-48213,4,8213",
        "DEAL-123456789012,10,3456789012",
        "DEAL-123456789012-2,10,56789012-2",
        "ABCDEFGHIJ,4,GHIJ",
        "DEAL-48213,1,3",
        "DEAL-48213,0,''",
        "DEAL-48213,-1,''"
    })
    void keepsTheEndWhichTellsTheDeal(String wanted, int maxLength, String reference) {
        assertThat(TransferReference.fit(wanted, maxLength, OFFICIAL)).isEqualTo(reference);
    }

    @ParameterizedTest
    @CsvSource({
        "Größe Straße 5,Grosse Strasse 5",
        "Łódź – čaj 7,Lodz - caj 7",
        "Ærø Þór 1,AEro Thor 1",
        "４８２１３,48213",
        "сделка 48213,48213",
        "a_b/c.d#e'f,a b c d e f",
        "'  a   b\t\n c  ',a b c",
        "--DEAL-1--,DEAL-1",
        "№5 💶 x,No5 x"
    })
    void turnsOtherCharactersIntoAllowedOnes(String wanted, String reference) {
        assertThat(TransferReference.fit(wanted, null, null)).isEqualTo(reference);
    }

    @ParameterizedTest
    @CsvSource({
        "Deal-1 48213,[a-zA-Z0-9 ]*,Deal 1 48213",
        "Deal-1 48213,[a-zA-Z0-9-]*,Deal-148213",
        "Deal-1 48213,[a-zA-Z0-9]*,Deal148213",
        "Deal-1 48213,[0-9]+,48213",
        "Deal-1 48213,^[0-9]{5}$,48213",
        "Deal 48213 B,[0-9]+,48213",
        "Deal-1 48213,[0-9]{6},''",
        "Deal,[0-9]*,''"
    })
    void givesWayToTheRegularExpressionUntilNothingFits(String wanted, String regexp, String reference) {
        assertThat(TransferReference.fit(wanted, 18, regexp)).isEqualTo(reference);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a-z", "(", "*", "\\p{Nonsense}", "(?<1>a)"})
    void anInvalidExpressionMeansTheUsualAlphabet(String regexp) {
        assertThat(TransferReference.fit("Kommo deal #48213", 35, regexp)).isEqualTo("Kommo deal 48213");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+\\1b", "(a|aa)+\\1b", "(a*)*\\1b", "((((a?){50}){50}){50}){50}b"})
    void aCostlyExpressionMeansTheUsualAlphabet(String regexp) {
        Assertions.assertTimeoutPreemptively(SOON, () -> assertThat(TransferReference.fit("a".repeat(90), null, regexp))
                .isEqualTo("a".repeat(90)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+b", "(a|aa)+b", "(.*)*b", "(.*a){40}b"})
    void aNotoriousExpressionDelaysNothing(String regexp) {
        Assertions.assertTimeoutPreemptively(SOON, () -> TransferReference.fit("a".repeat(90), null, regexp));
    }

    @Test
    void aVeryLongExpressionMeansTheUsualAlphabet() {
        assertThat(TransferReference.fit("DEAL-1", 35, "(".repeat(100_000) + ")".repeat(100_000)))
                .isEqualTo("DEAL-1");
    }

    @Test
    void takesAHundredCharactersAtMostAndLooksAtTheEndOfVeryLongTextOnly() {
        assertThat(TransferReference.fit("1".repeat(500), null, null)).hasSize(100);
        assertThat(TransferReference.fit("1".repeat(500), 250, null)).hasSize(100);
        Assertions.assertTimeoutPreemptively(
                SOON, () -> assertThat(TransferReference.fit("-#".repeat(2_000_000) + "x 7", 10, OFFICIAL))
                        .isEqualTo("x 7"));
    }

    @Test
    void isEmptyWhenThereIsNothingToSay() {
        assertThat(TransferReference.fit(null, 10, OFFICIAL)).isEmpty();
        assertThat(TransferReference.fit("", null, null)).isEmpty();
        assertThat(TransferReference.fit("#-€", null, null)).isEmpty();
    }
}
