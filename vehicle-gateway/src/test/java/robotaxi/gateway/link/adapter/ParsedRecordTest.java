package robotaxi.gateway.link.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import robotaxi.contracts.Topics;
import robotaxi.contracts.assistance.v1.AssistClosed;
import robotaxi.contracts.assistance.v1.AssistReport;
import robotaxi.contracts.assistance.v1.LiveView;
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
    void aViewGoesToItsOwnTopicAndOnlyInTheLaneThatGivesWay() throws Exception {
        Uplink.Builder said = Uplink.newBuilder()
                .setLane(Lane.LANE_BULK)
                .setSequence(4)
                .setBootEpoch(3)
                .setView(LiveView.newBuilder().setVehicleId("somebody-else").setViewId("v1"));
        var record = new ParsedRecord(said.build());
        var message = record.message("car-1", 5);
        LiveView view = LiveView.parseFrom(message.value());

        assertThat(record.fault()).isEmpty();
        assertThat(message.topic()).isEqualTo(Topics.VEHICLE_VIEWS.name());
        assertThat(view.getVehicleId()).isEqualTo("car-1");
        assertThat(view.getSequence()).isEqualTo(4);
        assertThat(view.getViewId()).isEqualTo("v1");
        assertThat(new ParsedRecord(said.setLane(Lane.LANE_ASSIST).build()).fault())
                .contains("link.wrong-lane");
    }

    @Test
    void aQuestionInAnotherLaneIsRefused() {
        var record = new ParsedRecord(question().setLane(Lane.LANE_EVENT).build());

        assertThat(record.fault()).contains("link.wrong-lane");
    }
}
