package robotaxi.gateway.link.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import robotaxi.contracts.Topics;
import robotaxi.contracts.assistance.v1.AssistClosed;
import robotaxi.contracts.assistance.v1.AssistReport;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.Uplink;

class ParsedRecordTest {
    private static Uplink.Builder question() {
        return Uplink.newBuilder()
                .setLane(Lane.LANE_ASSIST)
                .setSequence(7)
                .setBootEpoch(3)
                .setAssistance(AssistReport.newBuilder()
                        .setVehicleId("somebody-else")
                        .setRequestId("q1")
                        .setClosed(AssistClosed.getDefaultInstance()));
    }

    @Test
    void aQuestionGoesToItsTopicUnderTheCarOfTheCertificate() throws Exception {
        var record = new ParsedRecord(question().build());
        var message = record.message("car-1", 5);
        AssistReport report = AssistReport.parseFrom(message.value());

        assertThat(record.fault()).isEmpty();
        assertThat(message.topic()).isEqualTo(Topics.VEHICLE_ASSISTANCE.name());
        assertThat(message.key()).isEqualTo("car-1");
        assertThat(report.getVehicleId()).isEqualTo("car-1");
        assertThat(report.getBootEpoch()).isEqualTo(3);
        assertThat(report.getSequence()).isEqualTo(7);
        assertThat(report.getRequestId()).isEqualTo("q1");
    }

    @Test
    void aQuestionInAnotherLaneIsRefused() {
        var record = new ParsedRecord(question().setLane(Lane.LANE_EVENT).build());

        assertThat(record.fault()).contains("link.wrong-lane");
    }
}
