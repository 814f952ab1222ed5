package robotaxi.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void theNextStepIsOfTheSameTraceUnderItsOwnId() {
        Trace first = Trace.parse("00-" + TRACE + "-" + SPAN + "-01").orElseThrow();
        assertThat(first).isEqualTo(new Trace(TRACE, SPAN));
        Trace next = first.next();
        assertThat(next.traceId()).isEqualTo(TRACE);
        assertThat(next.spanId()).isNotEqualTo(SPAN);
        assertThat(Trace.parse(next.traceparent())).contains(next);
    }

    @Test
    void aNewTraceIsOneThatTheStandardAllows() {
        Trace one = Trace.begin();
        assertThat(Trace.parse(one.traceparent())).contains(one);
        assertThat(Trace.begin().traceId()).isNotEqualTo(one.traceId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-00", "-01", "-ff"})
    void theFlagsDoNotMatter(String flags) {
        assertThat(Trace.parse("00-" + TRACE + "-" + SPAN + flags)).isPresent();
    }

    @Test
    void aLaterVersionMayHaveMoreBehind() {
        assertThat(Trace.parse("cc-" + TRACE + "-" + SPAN + "-01-what-comes-later"))
                .contains(new Trace(TRACE, SPAN));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 ",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736\n-00f067aa0ba902b7-01"
            })
    void whatTheStandardForbidsIsNoTrace(String header) {
        assertThat(Trace.parse(header)).isEmpty();
    }
}
