package dealpayouts.routes;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dealpayouts.e2e.ProductFolder;
import org.junit.jupiter.api.Test;

/** The routes of the commands, too, may use only what is on a list. */
class OperatorRoutesAllowedTest {

    private final ProductFolder folder = ProductFolder.copy();

    @Test
    void oursAreAllowed() {
        assertThatCode(() -> RouteCheck.requireAllowed(folder.routes())).doesNotThrowAnyException();
    }

    @Test
    void oneThatReadsAFileIsRefusedWithItsLine() {
        folder.edit("routes/operator/doctor.camel.yaml", "uri: direct:doctor-wise", "uri: file:/etc");

        assertThatThrownBy(() -> RouteCheck.requireAllowed(folder.routes()))
                .isInstanceOf(InvalidRoutesException.class)
                .hasMessageStartingWith("routes/operator/doctor.camel.yaml, line ")
                .hasMessageContaining("The component 'file' is not allowed in a route.");
    }
}
