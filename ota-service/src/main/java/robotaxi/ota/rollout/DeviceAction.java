package robotaxi.ota.rollout;

/**
 * The side of an update that a device which asks for itself sees.
 *
 * @param id under which the device knows the update; from 1 to 2^31 - 1, as device clients read 32 bits
 * @param retrieved whether the device has read what it shall install
 * @param cancelling whether it has been asked to give up and has not answered
 * @param consent whether somebody at the device has agreed
 */
public record DeviceAction(int id, boolean retrieved, boolean cancelling, Consent consent) {
    /** Whether somebody at the device has agreed. */
    public enum Consent {
        /** Nobody is asked. */
        NOT_NEEDED,
        /** Nobody has, yet. */
        AWAITED,
        /** Somebody has. */
        GIVEN
    }

    /** One that nobody has read yet and nobody is asked for. */
    public static DeviceAction unread(int id) {
        return new DeviceAction(id, false, false, Consent.NOT_NEEDED);
    }

    /** Read by the device. */
    public DeviceAction read() {
        return new DeviceAction(id, true, cancelling, consent);
    }

    /** Asked to give up, or no longer. */
    public DeviceAction cancelling(boolean wanted) {
        return new DeviceAction(id, retrieved, wanted, consent);
    }

    /** With another consent. */
    public DeviceAction consenting(Consent newConsent) {
        return new DeviceAction(id, retrieved, cancelling, newConsent);
    }
}
