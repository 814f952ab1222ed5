package robotaxi.onboard.dssad;

import robotaxi.onboard.supervisor.EgoState;

/**
 * Something to be recorded.
 *
 * @param code why, for machines; may be empty
 * @param reason why, for people; may be empty
 * @param ego where the car was, and how fast
 */
public record AdsNote(AdsEvent event, String code, String reason, EgoState ego) {}
