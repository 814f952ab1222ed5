package robotaxi.dispatch.routing.adapter;

import com.graphhopper.GraphHopper;
import com.graphhopper.ResponsePath;
import com.graphhopper.config.Profile;
import com.graphhopper.json.Statement;
import com.graphhopper.routing.ev.DefaultImportRegistry;
import com.graphhopper.routing.ev.EncodedValueLookup;
import com.graphhopper.routing.ev.ImportUnit;
import com.graphhopper.routing.ev.SimpleBooleanEncodedValue;
import com.graphhopper.routing.ev.VehicleAccess;
import com.graphhopper.routing.ev.VehicleSpeed;
import com.graphhopper.routing.util.parsers.TagParser;
import com.graphhopper.util.CustomModel;
import com.graphhopper.util.PMap;
import com.graphhopper.util.details.PathDetail;
import java.util.List;

/**
 * Roads that may not be used at the moment: a bit on each edge of GraphHopper's graph. It is part of two profiles that are
 * compiled once: one to which a barred road is none, and one that leaves barred roads by as little of them as can be.
 */
final class BarredRoads {
    /** Name of the bit. */
    static final String KEY = "barred";

    /** Profile of a car that stands on a barred road. */
    static final String LEAVING = "leaving";

    /** Ten kilometres on open roads rather than a hundred metres more on barred ones. */
    private static final String DEARER = "0.01";

    private static final double DISTANCE_INFLUENCE = 90;

    private BarredRoads() {}

    static void register(GraphHopper hopper, String profile, String encodedValues) {
        hopper.setImportRegistry(new DefaultImportRegistry() {
            @Override
            public ImportUnit createImportUnit(String name) {
                return switch (name) {
                    case KEY ->
                        ImportUnit.create(
                                name, _ -> new SimpleBooleanEncodedValue(KEY, false), BarredRoads::readNothing);
                    case SeenSpeeds.KEY ->
                        ImportUnit.create(
                                name,
                                _ -> SeenSpeeds.encodedValue(),
                                (lookup, _) -> SeenSpeeds.ofTheMap(lookup, profile),
                                VehicleSpeed.key(profile));
                    default -> super.createImportUnit(name);
                };
            }
        });
        hopper.setEncodedValuesString(encodedValues + ", " + KEY + ", " + SeenSpeeds.KEY);
        hopper.setProfiles(profile(profile, "0"), profile(LEAVING, DEARER));
    }

    /** Nothing of it stands in the map. */
    private static TagParser readNothing(EncodedValueLookup lookup, PMap properties) {
        return (_, _, _, _) -> {};
    }

    private static Profile profile(String name, String factor) {
        // GraphHopper's own car.json but for the speed, which there is the map's.
        CustomModel model = new CustomModel()
                .setDistanceInfluence(DISTANCE_INFLUENCE)
                .addToPriority(Statement.If("!" + VehicleAccess.key("car"), Statement.Op.MULTIPLY, "0"))
                .addToPriority(Statement.If(KEY, Statement.Op.MULTIPLY, factor))
                .addToSpeed(Statement.If("true", Statement.Op.LIMIT, SeenSpeeds.KEY));
        return new Profile(name).setCustomModel(model);
    }

    /** Whether the way, once on an open road, stays on open roads to its end. */
    static boolean leadsOut(ResponsePath path) {
        List<PathDetail> parts = path.getPathDetails().getOrDefault(KEY, List.of());
        return parts.stream().skip(1).noneMatch(BarredRoads::isBarred)
                && !parts.isEmpty()
                && !isBarred(parts.getLast());
    }

    private static boolean isBarred(PathDetail part) {
        return Boolean.TRUE.equals(part.getValue());
    }
}
