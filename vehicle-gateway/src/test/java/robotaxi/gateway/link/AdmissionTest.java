package robotaxi.gateway.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final Admission admission = new Admission(100);

    @Test
    void refusesAtTheDoorWhatDoesNotFit() {
        assertThat(admission.enter(60)).isTrue();
        assertThat(admission.enter(41)).isFalse();
        assertThat(admission.enter(40)).isTrue();
        admission.leave(60);
        assertThat(admission.enter(60)).isTrue();
        assertThat(admission.underWay()).isEqualTo(100);
    }

    @Test
    void oneRecordThatIsLargerThanAllGoesAlone() {
        assertThat(admission.enter(500)).isTrue();
        assertThat(admission.enter(1)).isFalse();
        admission.leave(500);
        assertThat(admission.underWay()).isZero();
    }
}
