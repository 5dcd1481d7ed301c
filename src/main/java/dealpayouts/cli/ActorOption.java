package dealpayouts.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Who decided an act, for the journal. */
final class ActorOption {

    /** As much as the journal holds. */
    private static final int LONGEST = 60;

    @Option(names = "--actor", required = true, converter = Name.class, description = "who decided it")
    private String actor;

    String actor() {
        return actor;
    }

    private static final class Name implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            String name = text.strip();
            if (name.isEmpty() || name.codePointCount(0, name.length()) > LONGEST) {
                throw new TypeConversionException(
                        "must have 1 to " + LONGEST + " characters, has " + name.codePointCount(0, name.length()));
            }
            return name;
        }
    }
}
