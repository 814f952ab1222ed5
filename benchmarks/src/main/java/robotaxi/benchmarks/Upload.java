package robotaxi.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import robotaxi.benchmarks.artifact.PlainFileServer;
import robotaxi.benchmarks.link.Operator;
import robotaxi.benchmarks.recording.SyntheticClip;
import robotaxi.benchmarks.stack.StackUnderTest;
import robotaxi.benchmarks.upload.CutRoad;
import robotaxi.benchmarks.upload.JavaTusCar;
import robotaxi.benchmarks.upload.JsTusCar;
import robotaxi.benchmarks.upload.PlainTlsServer;
import robotaxi.benchmarks.upload.Recording;
import robotaxi.benchmarks.upload.TusCar;
import robotaxi.benchmarks.upload.UploadProgress;
import robotaxi.local.identity.FleetPki;
import robotaxi.local.stack.EvidenceStack;
import robotaxi.local.stack.StackFolder;

/**
 * Recordings of a gibibyte by the two public tus clients: over connections that are cut at places of chance, and then without a cut
 * beside a plain PUT by the same tools to a server that does nothing but write, on the same disk.
 */
public final class Upload implements Benchmark {
    private static final int HEAP_MEGABYTES = 320;
    private static final int CUTS = 20;
    private static final int QUICK_CUTS = 4;
    private static final int MEBIBYTES = 1024;
    private static final int QUICK_MEBIBYTES = 64;
    /** As much as our own cars send at most before they wait for an answer. */
    private static final int CHUNK_BYTES = 8 << 20;
    /** Without cuts, as with a PUT. */
    private static final int ALL_AT_ONCE = Integer.MAX_VALUE;

    private static final int RUNS = 3;
    private static final double LEAST_RATIO = 0.7;
    private static final double HUNDREDTHS = 100;
    private static final double NANOS = 1e9;
    private static final String CAR = "car-bench";

    /** Found by its name. */
    public Upload() {}

    @Override
    public String summary() {
        return "recordings by two public tus clients: resumed at any cut, and as fast as a plain PUT, nearly";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("mebibytes", "cuts", "runs");
    }

    @Override
    public Outcome run(Setting setting) throws InterruptedException {
        StackFolder folder = StackUnderTest.emptyFolder("upload");
        try (var operator = new Operator();
                var stack = EvidenceStack.start(folder, setting.tell())) {
            Map<String, String> more = new LinkedHashMap<>(operator.settings());
            more.put("INCIDENT_EVIDENCE_MAX_UPLOAD_BYTES", String.valueOf(2L << 30));
            more.put("INCIDENT_EVIDENCE_DAILY_BYTES", String.valueOf(1L << 40));
            EvidenceStack.Instance instance = stack.instance(HEAP_MEGABYTES, more);
            FleetPki.Car car = stack.pki().car(CAR);
            Path clip = folder.folder("recording").resolve("clip.mcap");
            long bytes = (long) setting.size("mebibytes", setting.quick() ? QUICK_MEBIBYTES : MEBIBYTES) << 20;
            SyntheticClip.write(clip, bytes, setting.seed());
            Recording recording = Recording.of(clip);
            List<TusCar> cars = List.of(
                    new JsTusCar(folder.project(), folder.folder("tus-js"), car), new JavaTusCar(car.context()));
            return new Trial(setting, folder, stack, instance, recording).run(cars);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One service, one recording. */
    private record Trial(
            Setting setting,
            StackFolder folder,
            EvidenceStack stack,
            EvidenceStack.Instance instance,
            Recording recording) {
        private Outcome run(List<TusCar> cars) throws IOException, InterruptedException {
            Map<String, Object> metrics = new LinkedHashMap<>();
            metrics.put("bytes", recording.lengthBytes());
            int cuts = setting.size("cuts", setting.quick() ? QUICK_CUTS : CUTS);
            int struck = 0;
            double chunks = 0;
            double ratio = Double.MAX_VALUE;
            boolean isSame = true;
            for (TusCar car : cars) {
                Cut cut = cut(car, cuts);
                metrics.put(car.name() + "_cuts", cut.struck());
                metrics.put(car.name() + "_max_chunks_resent", rounded(cut.chunks()));
                struck += cut.struck();
                chunks = Math.max(chunks, cut.chunks());
                isSame &= kept();
                double share = share(car, metrics);
                isSame &= kept();
                ratio = Math.min(ratio, share);
            }
            metrics.put("cuts", struck);
            metrics.put("max_chunks_resent_per_cut", rounded(chunks));
            metrics.put("sha_ok", isSame);
            metrics.put("put_ratio", rounded(ratio));
            boolean holds = struck >= cuts * cars.size() && chunks <= 1 && isSame;
            return new Outcome(metrics, holds && (setting.quick() || ratio >= LEAST_RATIO));
        }

        private record Cut(int struck, double chunks) {}

        private Cut cut(TusCar car, int cuts) throws IOException, InterruptedException {
            int port = URI.create(instance.vehicleUrl()).getPort();
            try (var progress = new UploadProgress(stack.jdbcUrl());
                    var road = new CutRoad(
                            port, cuts, recording.lengthBytes(), CHUNK_BYTES, progress::bytes, setting.seed())) {
                TusCar.Sent sent = car.upload(
                        recording,
                        "https://localhost:" + road.port() + "/v1/uploads",
                        CAR + "/" + car.name() + "/cut",
                        CHUNK_BYTES);
                setting.tell()
                        .accept(car.name() + ": " + road.struck() + " cuts, resumed " + sent.resumed()
                                + " times, at most " + sent.mostResentBytes() + " bytes sent twice");
                return new Cut(road.struck(), (double) sent.mostResentBytes() / CHUNK_BYTES);
            }
        }

        /** What of the speed of a plain PUT by the same mutual TLS is left, by the medians of some runs of each. */
        private double share(TusCar car, Map<String, Object> metrics) throws IOException, InterruptedException {
            int runs = setting.size("runs", setting.quick() ? 1 : RUNS);
            double[] tus = new double[runs];
            double[] plain = new double[runs];
            double[] pieces = new double[runs];
            double[] open = new double[runs];
            double[] whole = new double[runs];
            Path copy = folder.folder("recording").resolve("copy");
            for (int run = 0; run < runs; run++) {
                try (var server = new PlainFileServer(copy)) {
                    open[run] = car.put(recording, server.url());
                }
                Files.delete(copy);
                try (var server = new PlainTlsServer(stack.pki().serverContext(), copy)) {
                    plain[run] = car.put(recording, server.url());
                }
                try (var server = new PlainTlsServer(stack.pki().serverContext(), copy)) {
                    pieces[run] = car.putInItsPieces(recording, server.url());
                }
                Files.delete(copy);
                long begin = System.nanoTime();
                tus[run] = car.upload(
                                recording,
                                instance.vehicleUrl() + "/v1/uploads",
                                CAR + "/" + car.name() + "/" + run,
                                ALL_AT_ONCE)
                        .seconds();
                awaitJudged();
                whole[run] = (System.nanoTime() - begin) / NANOS;
                setting.tell()
                        .accept(car.name() + ": tus " + rounded(tus[run]) + " s, judged after " + rounded(whole[run])
                                + " s, plain PUT by TLS " + rounded(plain[run]) + " s, in the client's pieces "
                                + rounded(pieces[run]) + " s, without TLS " + rounded(open[run]) + " s");
            }
            List.of(tus, plain, pieces, open, whole).forEach(Arrays::sort);
            metrics.put(car.name() + "_mb_per_s", megabytes(tus[runs / 2]));
            metrics.put(car.name() + "_judged_mb_per_s", megabytes(whole[runs / 2]));
            metrics.put(car.name() + "_plain_mb_per_s", megabytes(plain[runs / 2]));
            metrics.put(car.name() + "_plain_in_its_pieces_mb_per_s", megabytes(pieces[runs / 2]));
            metrics.put(car.name() + "_plain_without_tls_mb_per_s", megabytes(open[runs / 2]));
            metrics.put(car.name() + "_put_ratio", rounded(plain[runs / 2] / tus[runs / 2]));
            metrics.put(car.name() + "_ratio_in_its_pieces", rounded(pieces[runs / 2] / tus[runs / 2]));
            return plain[runs / 2] / tus[runs / 2];
        }

        private long megabytes(double seconds) {
            return Math.round(recording.lengthBytes() / seconds / 1e6);
        }

        /** What is acknowledged is on the disk; a recording of this size is judged, and kept as evidence, soon after. */
        private void awaitJudged() throws InterruptedException {
            try (var progress = new UploadProgress(stack.jdbcUrl())) {
                progress.awaitJudged();
            }
        }

        /** Whether the service has exactly these bytes, by its disk. */
        private boolean kept() throws IOException, InterruptedException {
            awaitJudged();
            Path blob = folder.folder("incident/evidence")
                    .resolve("blobs")
                    .resolve(recording.sha256().substring(0, 2))
                    .resolve(recording.sha256().substring(2));
            return Files.isRegularFile(blob) && Recording.hash(blob).equals(recording.sha256());
        }
    }

    private static double rounded(double value) {
        return Math.round(value * HUNDREDTHS) / HUNDREDTHS;
    }
}
