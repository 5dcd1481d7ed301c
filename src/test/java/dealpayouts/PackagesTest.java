package dealpayouts;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package may use which: the list is what is allowed. */
class PackagesTest {

    private static final String OWN = "dealpayouts";

    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("json", Set.of()),
            Map.entry("money", Set.of()),
            Map.entry("http", Set.of()),
            Map.entry("provider", Set.of("money")),
            Map.entry("ledger", Set.of("money", "json", "provider", "wise")),
            Map.entry("kommo", Set.of("ledger", "money", "json")),
            Map.entry("wise", Set.of("ledger", "money", "json", "provider")),
            Map.entry("remote", Set.of("ledger", "json", "kommo", "wise")),
            Map.entry("oauth", Set.of("ledger", "json", "remote")),
            Map.entry("work", Set.of("ledger", "money", "json", "remote", "kommo", "wise")),
            Map.entry("routes", Set.of("ledger", "remote", "http")),
            Map.entry("together", Set.of("ledger", "json", "remote", "kommo", "work")),
            Map.entry("doctor", Set.of("ledger", "money", "json", "remote", "kommo", "wise", "routes")),
            Map.entry("setup", Set.of("doctor", "json", "kommo", "wise")),
            Map.entry(
                    "settings",
                    Set.of("ledger", "money", "kommo", "wise", "remote", "oauth", "routes", "together", "work")),
            Map.entry(
                    "app",
                    Set.of(
                            "settings",
                            "doctor",
                            "ledger",
                            "kommo",
                            "wise",
                            "remote",
                            "oauth",
                            "routes",
                            "together",
                            "work",
                            "http",
                            "json",
                            "money",
                            "provider")),
            Map.entry(
                    "cli",
                    Set.of(
                            "app",
                            "settings",
                            "doctor",
                            "setup",
                            "ledger",
                            "kommo",
                            "wise",
                            "remote",
                            "oauth",
                            "routes",
                            "together",
                            "work",
                            "http",
                            "json",
                            "money",
                            "provider")));

    /** Goes when the ledger asks a provider by an interface of its own. */
    private static final List<Set<String>> ACCEPTED_CYCLES = List.of(Set.of("ledger", "wise"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(OWN);

    static Set<String> packages() {
        return ALLOWED.keySet();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageUsesOnlyWhatIsListed(String name) {
        String[] used = Stream.concat(ALLOWED.get(name).stream(), Stream.of(name))
                .map(PackagesTest::full)
                .toArray(String[]::new);
        DescribedPredicate<JavaClass> allowed =
                resideInAnyPackage(used).or(DescribedPredicate.not(resideInAPackage(OWN + "..")));

        classes()
                .that()
                .resideInAPackage(full(name))
                .should()
                .onlyDependOnClassesThat(allowed)
                .check(CLASSES);
    }

    @Test
    void everyPackageIsListed() {
        Set<String> all = new HashSet<>();
        CLASSES.stream()
                .map(type -> type.getPackageName())
                .filter(name -> !name.equals(OWN))
                .forEach(name -> all.add(name.substring(OWN.length() + 1)));

        assertThat(all).isEqualTo(packages());
    }

    @Test
    void noTwoClassesShareAName() {
        List<String> names = CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .map(type -> type.getSimpleName())
                .toList();

        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void theListHasNoOtherCycleThanThoseThatAreAccepted() {
        List<Set<String>> cycles = new ArrayList<>();
        for (String one : packages()) {
            for (String other : packages()) {
                if (one.compareTo(other) < 0 && reaches(one, other) && reaches(other, one)) {
                    cycles.add(Set.of(one, other));
                }
            }
        }

        assertThat(cycles).isEqualTo(ACCEPTED_CYCLES);
    }

    private static boolean reaches(String from, String to) {
        Set<String> seen = new HashSet<>();
        List<String> next = new ArrayList<>(ALLOWED.get(from));
        while (!next.isEmpty()) {
            String name = next.remove(0);
            if (seen.add(name)) {
                next.addAll(ALLOWED.get(name));
            }
        }
        return seen.contains(to);
    }

    private static String full(String name) {
        return OWN + "." + name;
    }
}
