package robotaxi.ota.ddi;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Every "no" to people about devices that ask for themselves; devices are refused in hawkBit's words. */
public final class DeviceError {
    /** The id cannot be part of a path, or the hardware is missing. */
    public static final ErrorCode MALFORMED =
            new ErrorCode("device.malformed", Category.CALLER, "The device cannot be registered like this");
    /** There is none with this id. */
    public static final ErrorCode UNKNOWN =
            new ErrorCode("device.unknown", Category.UNKNOWN, "There is no such device");

    private DeviceError() {}
}
