package robotaxi.onboard.link.adapter;

import robotaxi.contracts.command.v1.Command;

/** The car, as its link sees it. */
public interface LinkPeer {
    /** Fleet id. */
    String vehicleId();

    /** Release that runs. */
    String releaseId();

    /** Highest command sequence stored. */
    long lastCommandSequence();

    /** An order came in. Must not block. */
    void order(Command command);
}
