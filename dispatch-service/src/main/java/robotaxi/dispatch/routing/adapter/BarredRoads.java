package robotaxi.dispatch.routing.adapter;

import com.graphhopper.GraphHopper;
import com.graphhopper.ResponsePath;
import com.graphhopper.config.Profile;
import com.graphhopper.json.Statement;
import com.graphhopper.routing.ev.DefaultImportRegistry;
import com.graphhopper.routing.ev.ImportUnit;
import com.graphhopper.routing.ev.SimpleBooleanEncodedValue;
import com.graphhopper.util.CustomModel;
import com.graphhopper.util.GHUtility;
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

    private BarredRoads() {}

    static void register(GraphHopper hopper, String profile, String encodedValues) {
        hopper.setImportRegistry(new DefaultImportRegistry() {
            @Override
            public ImportUnit createImportUnit(String name) {
                return name.equals(KEY)
                        ? ImportUnit.create(
                                name, _ -> new SimpleBooleanEncodedValue(KEY, false), (_, _) -> (_, _, _, _) -> {})
                        : super.createImportUnit(name);
            }
        });
        hopper.setEncodedValuesString(encodedValues + ", " + KEY);
        hopper.setProfiles(profile(profile, "0"), profile(LEAVING, DEARER));
    }

    private static Profile profile(String name, String factor) {
        CustomModel model = GHUtility.loadCustomModelFromJar("car.json");
        model.addToPriority(Statement.If(KEY, Statement.Op.MULTIPLY, factor));
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
