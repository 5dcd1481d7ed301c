package dealpayouts.standin;

import java.util.List;

/**
 * A batch group as the Wise stand-in knows it, whatever its reads say while they lag.
 *
 * @param status NEW, COMPLETED or CANCELLED
 * @param paid whether the balance was debited for it
 * @param transfers ids of its transfers, in the order in which they came
 */
public record BatchGroup(
        String id, String name, String sourceCurrency, String status, boolean paid, List<Long> transfers) {}
