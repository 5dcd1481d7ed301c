package dealpayouts.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MoneyPropertiesTest {

    private static final long HALF = Long.MAX_VALUE / 2;

    @Provide
    Arbitrary<String> currencies() {
        return Arbitraries.of("EUR", "USD", "JPY", "KWD", "CLF", "HUF");
    }

    @Provide
    Arbitrary<Long> halves() {
        return Arbitraries.longs().between(-HALF, HALF);
    }

    @Property(tries = 500)
    void minorUnitsSurviveTheRoundTrip(@ForAll long minor, @ForAll("currencies") String currency) {
        Money money = Money.ofMinor(minor, currency);
        assertThat(money.minor()).isEqualTo(minor);
        assertThat(Money.of(money.amount(), currency)).isEqualTo(money);
        assertThat(Money.of(new BigDecimal(money.toString().split(" ")[0]), currency))
                .isEqualTo(money);
        assertThat(money.amount().scale()).isEqualTo(money.currency().getDefaultFractionDigits());
    }

    @Property(tries = 500)
    void sumsAndDifferencesAreExact(
            @ForAll("halves") long one, @ForAll("halves") long other, @ForAll("currencies") String currency) {
        Money a = Money.ofMinor(one, currency);
        Money b = Money.ofMinor(other, currency);
        BigInteger sum = BigInteger.valueOf(one).add(BigInteger.valueOf(other));
        assertThat(a.plus(b).minor()).isEqualTo(sum.longValueExact());
        assertThat(a.plus(b)).isEqualTo(b.plus(a));
        assertThat(a.plus(b).minus(b)).isEqualTo(a);
    }

    @Property(tries = 500)
    void orderIsThatOfMinorUnits(@ForAll long one, @ForAll long other, @ForAll("currencies") String currency) {
        Money a = Money.ofMinor(one, currency);
        Money b = Money.ofMinor(other, currency);
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(Integer.signum(Long.compare(one, other)));
        assertThat(a.isLessThan(b)).isEqualTo(one < other);
        assertThat(a.equals(b)).isEqualTo(one == other);
        assertThat(a.isPositive()).isEqualTo(one > 0);
    }
}
