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
    CUT(text -> {
        String kept = ENTITIES.kept.apply(text);
        return kept.length() <= 60 ? kept : kept.substring(0, 57) + "...";
    });

    private final UnaryOperator<String> kept;

    Storing(UnaryOperator<String> kept) {
        this.kept = kept;
    }

    String kept(String text) {
        return kept.apply(text);
    }
}
