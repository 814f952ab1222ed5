package robotaxi.ota.ddi;

import robotaxi.ota.rollout.RolloutCar;

/** How a device's word was taken. */
public sealed interface Answer {
    /** It counts. */
    record Taken() implements Answer {}

    /** What the device shall install, and for which hardware. */
    record Shown(RolloutCar update, String hardwareId) implements Answer {}

    /** It does not count. */
    record Refused(Reason reason) implements Answer {}

    /** Why a word does not count. */
    enum Reason {
        /** There is no such update of this device, or not in this state. */
        UNKNOWN,
        /** The update has ended before. */
        GONE,
        /** Nobody asked the device to give it up. */
        NOT_CANCELLING,
        /** The device has said more of this update than is kept. */
        TOO_MUCH
    }
}
