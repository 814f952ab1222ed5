package robotaxi.onboard.link;

import java.util.List;
import java.util.stream.Collectors;
import robotaxi.onboard.queue.LaneQueue;

/**
 * How the link does.
 *
 * @param roundTripMillis of the newest heartbeat that was answered, 0 before the first
 * @param worstRoundTripMillis since the last report
 * @param reconnects since the agent started
 * @param lanes highest priority first
 */
public record LinkQuality(long roundTripMillis, long worstRoundTripMillis, long reconnects, List<LaneQuality> lanes) {
    /** One lane: its name, and its queue. */
    public record LaneQuality(String name, LaneQueue.Fill queue) {}

    /** For the log: only lanes that have something to tell. */
    public String fields() {
        String told = lanes.stream()
                .filter(lane -> !lane.queue().equals(new LaneQueue.Fill(0, 0, 0, 0, 0, 0)))
                .map(LinkQuality::fields)
                .collect(Collectors.joining(" "));
        return "roundTripMillis=" + roundTripMillis + " worstRoundTripMillis=" + worstRoundTripMillis + " reconnects="
                + reconnects + " " + told;
    }

    private static String fields(LaneQuality lane) {
        LaneQueue.Fill fill = lane.queue();
        return lane.name() + "={bytes=" + fill.bytes() + " records=" + fill.records() + " dropped=" + fill.dropped()
                + " refused=" + fill.refused() + " damaged=" + fill.damaged() + " quarantined=" + fill.quarantined()
                + "}";
    }
}
