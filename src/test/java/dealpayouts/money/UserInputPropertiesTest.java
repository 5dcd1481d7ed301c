package dealpayouts.money;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is pasted into a field: what nobody can see around a value does not count, and what is shown can be seen. */
class UserInputPropertiesTest {

    private static final String UNSEEN =
            " \t\n\r\u0085\u00a0\u00ad\u034f\u061c\u1680\u180e\u2000\u200a\u200b\u200d\u200e\u2028"
                    + "\u202a\u202e\u202f\u205f\u2060\u2064\u2066\u2069\u2800\u3000\u3164\ufe0f\ufeff\uffa0";

    @Provide
    Arbitrary<String> unseen() {
        return Arbitraries.strings().withChars(UNSEEN.toCharArray()).ofMaxLength(6);
    }

    @Provide
    Arbitrary<String> seen() {
        return Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(20);
    }

    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all(), Arbitraries.strings().withChars((UNSEEN + "aé<>\"").toCharArray()));
    }

    @Property
    void whatNobodySeesAroundAValueIsNoPartOfIt(
            @ForAll("unseen") String before, @ForAll("seen") String value, @ForAll("unseen") String after) {
        assertThat(UserInput.trim(before + value + after)).isEqualTo(value);
        assertThat(UserInput.line(before + value + after)).isEqualTo(value);
    }

    @Property
    void whatNobodySeesIsNothing(@ForAll("unseen") String text) {
        assertThat(UserInput.trim(text)).isEmpty();
        assertThat(UserInput.line(text)).isEmpty();
    }

    @Property
    void trimmingTwiceChangesNothing(@ForAll("anything") String text) {
        String once = UserInput.trim(text);

        assertThat(UserInput.trim(once)).isEqualTo(once);
        assertThat(text).contains(once);
    }

    @Property
    void aLineHasSingleBlanksOnly(@ForAll("anything") String text) {
        String line = UserInput.line(text);

        assertThat(line.codePoints().filter(c -> c != ' ').noneMatch(UserInput::isBlank))
                .isTrue();
        assertThat(line).doesNotContain("  ").doesNotStartWith(" ").doesNotEndWith(" ");
        assertThat(UserInput.line(line)).isEqualTo(line);
    }

    @Property
    void whatIsShownIsShortAndCanBeSeen(@ForAll("anything") String text) {
        String shown = UserInput.shown(text);

        assertThat(shown.codePointCount(0, shown.length())).isLessThanOrEqualTo(41);
        assertThat(shown.codePoints().filter(UserInput::isInvisible)).isEmpty();
    }

    @Property
    void plainTextIsShownAsItStands(@ForAll("seen") String text) {
        assertThat(UserInput.shown(text)).isEqualTo(text);
        assertThat(UserInput.odd(text)).isEmpty();
    }
}
