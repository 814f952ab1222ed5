package robotaxi.onboard.assistance;

import robotaxi.onboard.mission.RouteLine;

/** What the car does because a person has advised it. */
sealed interface Course {
    /** Nothing was advised. */
    record Own() implements Course {}

    /** It stands until then, monotonic. */
    record Hold(long untilNanos) implements Course {}

    /** It drives this route in place of the mission's. */
    record Around(String missionId, RouteLine route) implements Course {}

    /** It ends the mission where it is. */
    record End(String missionId, String code, String detail) implements Course {}
}
