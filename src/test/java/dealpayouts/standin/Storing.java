package dealpayouts.standin;

import java.util.function.UnaryOperator;

/** In which form a stand-in keeps the texts that it is given. */
public enum Storing {
    AS_SENT(text -> text),
    BLANKS_COLLAPSED(text -> text.replaceAll("\\s+", " ").strip()),
    ENTITIES(text -> text.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;")
            .replace("'", "&#039;")),
    WITHOUT_TAGS(text -> text.replaceAll("<[^<>]*>", "")),
    CUT(text -> text.length() <= 60 ? text : text.substring(0, 60)),
    CUT_WITH_A_MARK(text -> text.length() <= 60 ? text : text.substring(0, 57) + "..."),
    CUT_ENTITIES(text -> CUT.kept.apply(ENTITIES.kept.apply(text)));

    private final UnaryOperator<String> kept;

    Storing(UnaryOperator<String> kept) {
        this.kept = kept;
    }

    String kept(String text) {
        return kept.apply(text);
    }
}
