package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.e2e.Operator.Outcome;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the doctor finds, beside a running product. */
class DoctorIT extends WithProduct {

    private Operator operator;

    @BeforeEach
    void begin() {
        start(World.PLATFORM_ON_SQLITE, Map.of(Product.PUBLIC_URL, "set"));
        wise().setCountry("US");
        kommo().subscribe(product.webhook());
        operator = new Operator(ProductFolder.copy().path(), product.operatorSettings());
    }

    @AfterEach
    void end() {
        product.close();
    }

    @Test
    void allIsWell() {
        patiently().untilAsserted(() -> assertThat(wise().webhooks().subscriptions())
                .hasSize(5));

        Outcome doctor = operator.types("doctor");

        System.out.println(doctor);
        assertThat(doctor.exitCode()).as(doctor.output()).isZero();
        assertThat(doctor.output()).doesNotContain("✗", "!", "–");
    }
}
