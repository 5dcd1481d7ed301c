package dealpayouts.cli;

import java.util.Optional;
import org.apache.camel.CamelContext;
import picocli.CommandLine.IVersionProvider;

/** Which versions these are, for whoever asks and for bug reports. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "deal-payouts " + own(), "Camel " + of(CamelContext.class), "Java " + Runtime.version(),
        };
    }

    static String own() {
        return of(Version.class);
    }

    private static String of(Class<?> type) {
        return Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse("not packaged");
    }
}
