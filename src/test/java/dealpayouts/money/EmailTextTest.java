package dealpayouts.money;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An address to which Wise may send money is an address, or a person is told what is wrong with it. */
class EmailTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@quist.example",
                "Ada.Quist+pay_1@mail.quist.co.uk",
                "a@b.cd",
                "o'neil@quist.example",
                "zoë@quist.example",
                "ada@zürich.example",
                "почта@пример.рф"
            })
    void anAddressIsUsable(String address) {
        assertThat(EmailText.problem(address)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ada at quist|it has a blank",
                "ada|it has no @",
                "ada@bo@quist.example|it has more than one @",
                "@quist.example|nothing stands before the @",
                "ada@|nothing stands after the @",
                "ada@quist|a point is missing after the @",
                "ada@quist..example|it has two points in a row, or one at an end",
                "ada..q@quist.example|it has two points in a row, or one at an end",
                ".ada@quist.example|it has two points in a row, or one at an end",
                "ada@quist.example.|it has two points in a row, or one at an end",
                "ada@-quist.example|it has a dash at an end of a part",
                "ada@quist.example,bo@quist.example|it has a comma",
                "ada@quist.example;bo@quist.example|it has a semicolon",
                "mailto:ada@quist.example|it has a colon",
                "<ada@quist.example>|it has <",
                "\"ada\"@quist.example|it has a quotation mark",
                "ada(work)@quist.example|it has (",
                "ada@quist_1.example|it has _ after the @",
                "ада@quist.example|it has the Cyrillic letter \"а\" (U+0430) among Latin letters",
                "почтa@пример.рф|it has the Latin letter \"a\" (U+0061) among Cyrillic letters",
                "аda@quist.example|it has the Cyrillic letter \"а\" (U+0430) among Latin letters",
                "ada@quіst.example|it has the Cyrillic letter \"і\" (U+0456) among Latin letters",
                "a\u200bda@quist.example|it has an invisible character (U+200B)",
                "ada\u00a0@quist.example|it has a blank (U+00A0)",
                "ada@quist。example|it has the character \"。\" (U+3002)"
            })
    void whatIsNoAddressIsNamed(String address, String problem) {
        assertThat(EmailText.problem(address)).contains(problem);
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 300})
    void anAddressThatIsTooLongIsNone(int length) {
        assertThat(EmailText.problem("a".repeat(length) + "@quist.example")).contains("it is too long");
    }

    @Provide
    Arbitrary<String> nearlyAddresses() {
        return Arbitraries.strings()
                .withChars("ad.@-_,;:<>\"() \u00a0\u200b\u0430\u03b1é+'/".toCharArray())
                .ofMaxLength(14);
    }

    @Property(tries = 3000)
    void whatIsUsableIsOneAddressWithoutEmptyPartsInOneScript(@ForAll("nearlyAddresses") String text) {
        if (EmailText.problem(text).isEmpty()) {
            assertThat(text).matches("[^@,;:<>\"()\\s\u00a0\u200b]+@[^@,;:<>\"()\\s\u00a0\u200b_]+");
            assertThat(text.replace('@', '.').split("\\.", -1))
                    .doesNotContain("")
                    .hasSizeGreaterThan(2);
            assertThat(text.chars()
                            .filter(c -> c == 0x430 || c == 0x3b1 || c == 'a' || c == 'd' || c == 'é')
                            .mapToObj(Character.UnicodeScript::of)
                            .distinct())
                    .hasSize(1);
        }
    }

    @Property
    void eachTextIsAnAddressOrHasAProblem(@ForAll String text) {
        assertThat(EmailText.problem(text))
                .satisfiesAnyOf(problem -> assertThat(problem).isEmpty(), problem -> assertThat(problem.orElseThrow())
                        .isNotBlank()
                        .doesNotEndWith("."));
    }
}
