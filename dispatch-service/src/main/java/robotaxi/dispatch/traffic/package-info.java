/**
 * How fast our cars really drive: the map's travel times, corrected by what the fleet's own telemetry says.
 *
 * <p>{@link robotaxi.dispatch.traffic.DriveWatch} makes observations of what cars say, {@link
 * robotaxi.dispatch.traffic.TravelSpeeds} keeps them and answers how much longer each piece of road takes now.
 */
@NullMarked
package robotaxi.dispatch.traffic;

import org.jspecify.annotations.NullMarked;
