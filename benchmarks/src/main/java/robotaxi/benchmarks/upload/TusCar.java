package robotaxi.benchmarks.upload;

import java.io.IOException;

/** A car that uploads with a client of somebody else's. */
public interface TusCar {
    /** As results name it. */
    String name();

    /**
     * Uploads a recording and waits until it is whole.
     *
     * @param url where uploads are begun
     */
    Sent upload(Recording recording, String url, String eventId, int chunkBytes)
            throws IOException, InterruptedException;

    /** Puts the same bytes to a plain server with the same tools, by HTTP or with the car's certificate; answers the seconds. */
    double put(Recording recording, String url) throws IOException, InterruptedException;

    /** The same, cut into the pieces on the wire that its uploads are cut into: what its own way of sending leaves of the speed. */
    default double putInItsPieces(Recording recording, String url) throws IOException, InterruptedException {
        return put(recording, url);
    }

    /**
     * How it went.
     *
     * @param mostResentBytes most bytes that one cut made the client send twice
     * @param resumed how often it went on from an earlier place
     */
    record Sent(double seconds, long mostResentBytes, int resumed) {}
}
