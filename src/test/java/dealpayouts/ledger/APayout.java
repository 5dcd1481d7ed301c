package dealpayouts.ledger;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;

/** A payout of which a test says only what matters to it. */
public final class APayout {

    private APayout() {}

    /** @param parts by their names; all others are zero or null */
    public static Payout with(Map<String, Object> parts) {
        RecordComponent[] all = Payout.class.getRecordComponents();
        try {
            return Payout.class
                    .getDeclaredConstructor(
                            Arrays.stream(all).map(RecordComponent::getType).toArray(Class<?>[]::new))
                    .newInstance(Arrays.stream(all)
                            .map(part -> parts.getOrDefault(part.getName(), nothing(part.getType())))
                            .toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object nothing(Class<?> type) {
        if (type == long.class) {
            return 0L;
        }
        return type == int.class ? (Object) 0 : null;
    }
}
