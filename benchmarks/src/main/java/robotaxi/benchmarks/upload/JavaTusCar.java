package robotaxi.benchmarks.upload;

import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusExecutor;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/** tus-java-client, with the car's certificate. */
public final class JavaTusCar implements TusCar {
    private static final double NANOS = 1e9;
    private static final int ATTEMPTS = 200;
    private static final int REST_MILLIS = 50;
    private static final int BUFFER_BYTES = 1 << 18;
    private static final int OK = 200;

    private final SSLContext certificate;

    /** With this certificate. */
    public JavaTusCar(SSLContext certificate) {
        this.certificate = certificate;
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public Sent upload(Recording recording, String url, String eventId, int chunkBytes) throws IOException {
        var client = new TusClient() {
            @Override
            public void prepareConnection(HttpURLConnection connection) {
                super.prepareConnection(connection);
                ((HttpsURLConnection) connection).setSSLSocketFactory(certificate.getSocketFactory());
            }
        };
        client.setUploadCreationURL(URI.create(url).toURL());
        client.enableResuming(new TusURLMemoryStore());
        var trip = new Trip(client, recording, eventId, chunkBytes);
        int[] delays = new int[ATTEMPTS];
        Arrays.fill(delays, REST_MILLIS);
        trip.setDelays(delays);
        long begin = System.nanoTime();
        try {
            trip.makeAttempts();
        } catch (ProtocolException e) {
            throw new IOException("the service does not speak tus as this client does", e);
        }
        return new Sent((System.nanoTime() - begin) / NANOS, trip.mostResent, trip.resumed);
    }

    /** One upload, with as many attempts as it takes. */
    private static final class Trip extends TusExecutor {
        private final TusClient client;
        private final Recording recording;
        private final String eventId;
        private final int chunkBytes;
        private long sent;
        private long mostResent;
        private int resumed;

        private Trip(TusClient client, Recording recording, String eventId, int chunkBytes) {
            this.client = client;
            this.recording = recording;
            this.eventId = eventId;
            this.chunkBytes = chunkBytes;
        }

        @Override
        protected void makeAttempt() throws ProtocolException, IOException {
            var upload = new TusUpload();
            upload.setInputStream(new RewindableFile(recording.file()));
            upload.setSize(recording.lengthBytes());
            upload.setFingerprint(eventId);
            upload.setMetadata(Map.of("event_id", eventId, "sha256", recording.sha256()));
            TusUploader uploader = client.resumeOrCreateUpload(upload);
            if (uploader.getOffset() < sent) {
                mostResent = Math.max(mostResent, sent - uploader.getOffset());
            }
            resumed += sent > 0 ? 1 : 0;
            sent = uploader.getOffset();
            uploader.setChunkSize(BUFFER_BYTES);
            uploader.setRequestPayloadSize(chunkBytes);
            try {
                while (uploader.uploadChunk() > -1) {
                    sent = uploader.getOffset();
                }
                uploader.finish();
            } finally {
                sent = Math.max(sent, uploader.getOffset());
            }
        }
    }

    @Override
    public double put(Recording recording, String url) throws IOException {
        return put(recording, url, connection -> connection.setFixedLengthStreamingMode(recording.lengthBytes()));
    }

    /** The client asks for chunks of the platform's own size, 4 KiB: each a TLS record and a write to the socket. */
    @Override
    public double putInItsPieces(Recording recording, String url) throws IOException {
        return put(recording, url, connection -> connection.setChunkedStreamingMode(0));
    }

    private double put(Recording recording, String url, Consumer<HttpURLConnection> mode) throws IOException {
        long begin = System.nanoTime();
        var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
        if (connection instanceof HttpsURLConnection secured) {
            secured.setSSLSocketFactory(certificate.getSocketFactory());
        }
        connection.setRequestMethod("PUT");
        connection.setDoOutput(true);
        mode.accept(connection);
        try (OutputStream out = connection.getOutputStream();
                var in = Files.newInputStream(recording.file())) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        }
        if (connection.getResponseCode() != OK) {
            throw new IOException("a plain PUT was answered " + connection.getResponseCode());
        }
        connection.disconnect();
        return (System.nanoTime() - begin) / NANOS;
    }
}
