package robotaxi.onboard.update;

/**
 * A package that lies verified in a slot.
 *
 * @param slot where
 * @param releaseId "name@version"
 * @param manifestSha256 of its manifest, which names the hash of every file
 * @param rolloutId that brought it
 * @param target the file that it came in, as signed
 */
public record Image(Slot slot, String releaseId, String manifestSha256, String rolloutId, TargetFile target) {
    /** What came with the program. Its manifest is read when it is started. */
    public static final Image SHIPPED = new Image(Slot.SHIPPED, "", "", "", new TargetFile("", 0, "", 0));

    /** Whether it came with the program. */
    public boolean isShipped() {
        return slot == Slot.SHIPPED;
    }
}
