package robotaxi.ota.rollout.adapter;

import java.util.ArrayList;
import java.util.List;
import robotaxi.ota.rollout.Selection;

/** A selection as a condition on {@code vehicle v}, which may speak of {@code rollout r}'s {@code release e}. */
record SelectionSql(String condition, List<Object> values) {
    private static final double METRES = 1_000;

    static SelectionSql of(Selection selection) {
        return switch (selection) {
            case Selection.Named(List<String> vehicleIds) ->
                new SelectionSql("v.vehicle_id = any (?)", List.of((Object) texts(vehicleIds)));
            case Selection.Fitting fitting -> {
                SelectionSql filter = filter(fitting);
                yield new SelectionSql(
                        filter.condition()
                                + " and v.running_release_id is distinct from e.id and cardinality(obstacles(v, e)) = 0",
                        filter.values());
            }
        };
    }

    /** Hardware and filter alone. */
    static SelectionSql filter(Selection.Fitting fitting) {
        StringBuilder condition = new StringBuilder("v.hardware_id = any (?)");
        List<Object> values = new ArrayList<>(List.of((Object) texts(fitting.hardwareIds())));
        Selection.Filter filter = fitting.filter();
        any(condition, values, "v.hardware_id", filter.hardwareIds());
        any(condition, values, "v.vehicle_id", filter.vehicleIds());
        any(condition, values, "v.running_release_id", filter.runningReleaseIds());
        any(condition, values, "v.market_id", filter.marketIds());
        any(condition, values, "v.calibration_id", filter.calibrationIds());
        if (filter.leastKilometres() != null) {
            condition.append(" and coalesce(v.odometer_metres, 0) >= ?");
            values.add(filter.leastKilometres() * METRES);
        }
        if (filter.mostKilometres() != null) {
            condition.append(" and coalesce(v.odometer_metres, 0) <= ?");
            values.add(filter.mostKilometres() * METRES);
        }
        return new SelectionSql(condition.toString(), values);
    }

    private static void any(StringBuilder condition, List<Object> values, String column, List<String> wanted) {
        if (!wanted.isEmpty()) {
            condition.append(" and ").append(column).append(" = any (?)");
            values.add(texts(wanted));
        }
    }

    private static String[] texts(List<String> all) {
        return all.toArray(String[]::new);
    }
}
