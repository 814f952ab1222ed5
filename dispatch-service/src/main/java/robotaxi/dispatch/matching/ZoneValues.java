package robotaxi.dispatch.matching;

/** What one more car is worth at a road node, in milliseconds of waiting saved, at least 0. */
@FunctionalInterface
public interface ZoneValues {
    /** A car is worth the same everywhere. */
    ZoneValues NONE = node -> 0;

    /** The value at a node. */
    int millisAt(int node);
}
