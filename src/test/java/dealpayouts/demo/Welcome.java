package dealpayouts.demo;

/** What the demo does and how long it takes, said before anything is built: started from its source, it needs nothing else. */
public final class Welcome {

    private Welcome() {}

    public static void main(String[] args) {
        System.out.println(
                """

                deal-payouts, a demonstration. Nothing leaves this machine, and no account is needed.

                  1. It builds the jar: about a minute the first time, a few seconds afterwards.
                  2. It starts the jar between stand-ins for Kommo and Wise, on free ports: about 10 seconds.
                  3. A manager moves three deals to Pay: one is paid, one has no amount, one is more than the balance
                     bears; then a delivery comes again and again. About 10 seconds.
                  4. It stays up for you to play with, until Ctrl-C.
                """);
    }
}
