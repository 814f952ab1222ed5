package robotaxi.incident.liveview;

/** Where it is kept for good who watched which car and when. */
public interface Viewers {
    /** Somebody begins to watch. */
    void began(Watch watch);

    /** And has ended. */
    void ended(Watch watch, String why);
}
