package dealpayouts.chaos;

/** When a process is killed. */
enum Moment {
    /** Before it was ready. */
    STARTING("while starting"),
    /** At any time after. */
    RUNNING("while running"),
    /** Just before or just after a step of a route that has an id. */
    AT_STEP("at a step"),
    /** While it waits for Kommo or Wise, which have not carried out the call and never will. */
    BEFORE_EFFECT("in a call, before its effect"),
    /** While it waits for Kommo or Wise, which have carried out the call. */
    AFTER_EFFECT("in a call, after its effect");

    private final String words;

    Moment(String words) {
        this.words = words;
    }

    boolean isInCall() {
        return this == BEFORE_EFFECT || this == AFTER_EFFECT;
    }

    @Override
    public String toString() {
        return words;
    }
}
