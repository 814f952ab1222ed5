package robotaxi.kit.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import robotaxi.kit.KitStack;

@QuarkusTest
@QuarkusTestResource(KitStack.class)
class HandledEventsTest {
    @Inject
    HandledEvents handled;

    @Test
    void anEventIsNewOnceToEachConsumer() {
        assertThat(isNew("billing", "event-1")).isTrue();
        assertThat(isNew("billing", "event-1")).isFalse();
        assertThat(isNew("billing", "event-2")).isTrue();
        assertThat(isNew("archive", "event-1")).isTrue();
    }

    @Test
    void anEventWhoseHandlingRolledBackIsNewAgain() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    assertThat(handled.firstTime("billing", "event-3")).isTrue();
                    throw new IllegalStateException("the work failed");
                }))
                .hasMessage("the work failed");
        assertThat(isNew("billing", "event-3")).isTrue();
    }

    private boolean isNew(String consumer, String eventId) {
        return QuarkusTransaction.requiringNew().call(() -> handled.firstTime(consumer, eventId));
    }
}
