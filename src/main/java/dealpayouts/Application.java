package dealpayouts;

import dealpayouts.app.Assembly;
import dealpayouts.app.CalledRoutes;
import dealpayouts.cli.Commands;
import dealpayouts.cli.StartFailure;
import dealpayouts.http.WebhookServer;
import dealpayouts.routes.RouteCheck;
import dealpayouts.settings.SecretFiles;
import dealpayouts.settings.SettingNames;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import org.apache.camel.main.Main;

/** Starts the product from the folder that holds {@code application.properties} and {@code routes/}. */
public final class Application {

    /** Exit code for a start that the settings or the routes do not allow. */
    private static final int REFUSED = 2;

    /** Somebody has ended the process; what fails from now on fails because of that. */
    private static volatile boolean stopping;

    private Application() {}

    public static void main(String[] args) {
        SettingNames.makeLogReadable();
        if (args.length > 0) {
            logAsideOfTheOutput();
            System.exit(Commands.run(args));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopping = true, "stopping"));
        try {
            SettingNames.requireFolder();
            // Where Camel looks first, whatever is asked of us.
            SecretFiles.read(System.getenv()).forEach(System::setProperty);
            System.exit(create(new Properties(), Clock.systemUTC()).run(args));
        } catch (Exception e) {
            if (stopping) {
                System.err.println("deal-payouts was stopped while it started.");
            } else {
                refuse(StartFailure.explain(e));
            }
        }
    }

    /**
     * The product, ready to be started.
     *
     * @param overrides settings that win over file and environment
     * @param clock what time it is
     */
    public static Main create(Properties overrides, Clock clock) {
        return create(overrides, clock, new RouteCheck(CalledRoutes.ALL, WebhookServer.WEBHOOKS));
    }

    /**
     * As above.
     *
     * @param check what route files have to pass
     */
    public static Main create(Properties overrides, Clock clock, RouteCheck check) {
        return new Assembly(overrides, clock, check).main();
    }

    /** What a command prints may be read by a script, so the log (see logback.xml) goes elsewhere and is short. */
    private static void logAsideOfTheOutput() {
        System.setProperty("LOG_TARGET", "System.err");
        if (System.getenv("CAMEL_LOG_LEVEL") == null) {
            System.setProperty("CAMEL_LOG_LEVEL", "WARN");
        }
    }

    private static void refuse(List<String> problems) {
        System.err.println("deal-payouts did not start:");
        problems.forEach(problem -> System.err.println("  " + problem));
        System.exit(REFUSED);
    }
}
