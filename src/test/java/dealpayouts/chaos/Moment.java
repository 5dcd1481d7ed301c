package dealpayouts.chaos;

import java.util.Random;

/** When a process is killed. */
enum Moment {
    /** Before it was ready. */
    STARTING("while starting", 15),
    /** At any time after. */
    RUNNING("while running", 25),
    /** Just before or just after a step of a route that has an id. */
    AT_STEP("at a step", 36),
    /** While it waits for Kommo or Wise, which have not carried out the call and never will. */
    BEFORE_EFFECT("in a call, before its effect", 12),
    /** While it waits for Kommo or Wise, which have carried out the call. */
    AFTER_EFFECT("in a call, after its effect", 12);

    private final String words;
    private final int percent;

    Moment(String words, int percent) {
        this.words = words;
        this.percent = percent;
    }

    static Moment draw(Random random) {
        int dice = random.nextInt(100);
        for (Moment moment : values()) {
            dice -= moment.percent;
            if (dice < 0) {
                return moment;
            }
        }
        throw new IllegalStateException("the moments are not a hundred percent");
    }

    boolean isInCall() {
        return this == BEFORE_EFFECT || this == AFTER_EFFECT;
    }

    @Override
    public String toString() {
        return words;
    }
}
