package dealpayouts.money;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A text is recognised in each of the forms in which others keep it, and no other text is taken for it. */
class StoredTextTest {

    private static final String NOTE = "Wise: the field \"Wise recipient\" of O'Neil & Sons  holds '<b>REC-77</b>';"
            + " a recipient id from Wise is expected, digits only.";

    @ParameterizedTest
    @ValueSource(
            strings = {
                NOTE,
                "Wise: the field \"Wise recipient\" of O'Neil & Sons holds '<b>REC-77</b>';"
                        + " a recipient id from Wise is expected, digits only.",
                "Wise: the field &quot;Wise recipient&quot; of O&#039;Neil &amp; Sons  holds &#x27;&lt;b&gt;REC-77&lt;/b&gt;&#x27;;"
                        + " a recipient id from Wise is expected, digits only.",
                "Wise: the field &amp;quot;Wise recipient&amp;quot; of O'Neil &amp;amp; Sons  holds '&amp;lt;b&amp;gt;REC-77&amp;lt;/b&amp;gt;';"
                        + " a recipient id from Wise is expected, digits only.",
                "Wise: the field \"Wise recipient\" of O'Neil & Sons  holds 'REC-77';"
                        + " a recipient id from Wise is expected, digits only.",
                "\nWise: the field \"Wise recipient\" of O'Neil & Sons\u00a0holds '<b>REC-77</b>';\r\n"
                        + " a recipient id from Wise is expected, digits only.\n"
            })
    void blanksEntitiesAndTagsDoNotMatter(String stored) {
        assertThat(StoredText.isSame(NOTE, stored)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Wise: the field \"Wise recipient\" of O'Neil & Sons holds",
                "Wise: the field \"Wise recipient\" of O'Neil &",
                "Wise: the field \"Wise recipient\" of O'Neil &amp; Sons…",
                "Wise: the field \"Wise recipient\" of O'Neil &am",
                "Wise: the field \"Wise recipient\" of O'Neil & Sons ...",
                "Wise: the field \"Wise recipient\" of O'Neil & Sons  holds '<b"
            })
    void aTextThatWasCutIsRecognised(String stored) {
        assertThat(StoredText.isSame(NOTE, stored)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Wise:",
                "Wise: payout amount not set.",
                "Wise: the field",
                "Wise: the field \"Wise recipient\" of O'Neil & Sons holds 'REC-78'; a recipient id from Wise is expected,"
                        + " digits only.",
                "Wise: the field \"Wise recipient\" of Ada Quist"
            })
    void anotherTextIsAnotherOne(String stored) {
        assertThat(StoredText.isSame(NOTE, stored)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Zoë Quist, Zoe\u0308 Quist, true",
        "Ada Quist, ADA  QUIST, true",
        "Ada O'Neil, Ada O&#39;Neil, true",
        "Ada Quist, Ada, false",
        "Ada, Ada Quist, false",
        "Ada Quist, Ida Quist, false"
    })
    void namesAreComparedInTheSameWay(String sent, String stored, boolean same) {
        assertThat(StoredText.isSame(sent, stored)).isEqualTo(same);
    }

    @Test
    void aLongNameThatWasCutIsRecognised() {
        String name = "Maria Francisca de Jesus Quist van der Northlight Holding";

        assertThat(StoredText.isSame(name, name.substring(0, 45))).isTrue();
        assertThat(StoredText.isSame(name, name.substring(0, 20))).isFalse();
    }

    @Test
    void aTextOfMegabytesIsComparedQuickly() {
        assertThat(StoredText.isSame(NOTE, "&amp;<".repeat(500_000))).isFalse();
    }
}
