package dealpayouts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.routes.RouteVocabulary.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/route-vocabulary.md} shows the list as it is in the code. */
class VocabularyPageTest {

    private static final Path PAGE = Path.of("docs/route-vocabulary.md");
    private static final Path MADE = Path.of("target/route-vocabulary.md");

    @Test
    void thePageShowsTheListAsItIs() throws IOException {
        String made = page();
        Files.writeString(MADE, made);

        assertThat(made)
                .as("The list has changed: copy %s to %s.", MADE, PAGE)
                .isEqualTo(Files.exists(PAGE) ? Files.readString(PAGE) : "");
    }

    private static String page() {
        StringBuilder page = new StringBuilder(
                """
                # What route files may use

                This page is made from the list in the code (`RouteVocabulary`). Whatever is not on it is refused when a file is
                saved, with file and line. `routes check` says the same beforehand.

                """);
        page.append("## Kinds\n\n| kind | what stands there |\n|---|---|\n");
        for (RouteVocabulary.Kind kind : RouteVocabulary.Kind.values()) {
            page.append("| " + kind.name().toLowerCase(Locale.ROOT) + " | "
                    + kind.meaning().replace("|", "\\|") + " |\n");
        }
        page.append('\n');
        section(page, "Steps", "step", RouteVocabulary.STEPS);
        page.append("Each step may also have `id`, `description` and `note`.\n\n");
        section(page, "Around the steps", "part", RouteVocabulary.BLOCKS);
        section(page, "Languages", "language", RouteVocabulary.LANGUAGES);
        section(page, "Components", "component", RouteVocabulary.COMPONENTS);
        page.append("`http` and `https` stand in kamelets only. The address begins with `https://` and a host that the"
                + " setting `ROUTES_ALLOWED_HOSTS` names.\n\n");
        list(page, "Functions of `simple`", RouteVocabulary.FUNCTIONS);
        page.append(
                "A variable may be followed by parts: `.name` of what a bean gives, `[key]` of a map, `[0]` of a list."
                        + " What people read (log, notes) is a word, a number, an amount or a time, never a record as a whole.\n\n");
        list(page, "Headers of Camel's own", new TreeSet<>(RouteVocabulary.CAMEL_HEADERS));
        list(page, "Exceptions in error policies", new TreeSet<>(RouteVocabulary.EXCEPTIONS));
        list(page, "Settings in `{{…}}`", RouteVocabulary.settings());
        page.append(
                "A name that ends with a dot stands for all that begin with it. Settings of your own begin with `own.`:"
                        + " `own.chat-path` is `OWN_CHAT_PATH`.\n\n");
        page.append("## Beans\n\n| bean | methods |\n|---|---|\n");
        RouteVocabulary.ofProduct()
                .beans()
                .forEach((bean, methods) -> page.append("| `" + bean + "` | " + code(methods) + " |\n"));
        return page.toString();
    }

    private static void section(StringBuilder page, String title, String what, Map<String, Map<String, Field>> table) {
        page.append("## " + title + "\n\n| " + what + " | may have |\n|---|---|\n");
        table.forEach((name, fields) -> page.append("| `" + name + "` | "
                + fields.entrySet().stream()
                        .filter(field -> !table.equals(RouteVocabulary.STEPS)
                                || !Set.of("id", "description", "note").contains(field.getKey()))
                        .map(field -> "`" + field.getKey() + "` " + kind(field.getValue()))
                        .collect(Collectors.joining(", "))
                + " |\n"));
        page.append('\n');
    }

    private static String kind(Field field) {
        return field.words().isEmpty()
                ? field.kind().name().toLowerCase(Locale.ROOT)
                : field.words().stream().map(word -> "`" + word + "`").collect(Collectors.joining(" or "));
    }

    private static void list(StringBuilder page, String title, Collection<String> names) {
        page.append("## " + title + "\n\n" + code(names) + "\n\n");
    }

    private static String code(Collection<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }
}
