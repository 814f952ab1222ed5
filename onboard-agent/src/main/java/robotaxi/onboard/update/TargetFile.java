package robotaxi.onboard.update;

/**
 * A file that signed metadata vouch for.
 *
 * @param releaseCounter grows from release to release; 0 where metadata do not say
 */
public record TargetFile(String path, long lengthBytes, String sha256, long releaseCounter) {

    /** Where a repository with consistent snapshots keeps it. */
    public String consistentPath() {
        int slash = path.lastIndexOf('/') + 1;
        return path.substring(0, slash) + sha256 + "." + path.substring(slash);
    }
}
