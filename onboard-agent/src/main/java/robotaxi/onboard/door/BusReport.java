package robotaxi.onboard.door;

import java.util.List;
import robotaxi.onboard.mission.BodyReport;

/** What the car's wires say at one moment. */
public record BusReport(
        long timeUs,
        double batteryPercent,
        double odometerMetres,
        BodyReport body,
        double acceleration,
        boolean collided,
        boolean riderReport,
        List<RadarTrack> tracks) {

    /** An object as the radar gives it: metres ahead of the front bumper and to the left, speeds over ground. */
    public record RadarTrack(
            String id,
            double aheadMetres,
            double leftMetres,
            double speedAhead,
            double speedLeft,
            double lengthMetres,
            double widthMetres,
            String kind) {}
}
