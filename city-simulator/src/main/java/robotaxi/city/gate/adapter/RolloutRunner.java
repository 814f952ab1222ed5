package robotaxi.city.gate.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import robotaxi.city.gate.EgoDriver;
import robotaxi.city.gate.Lanes;
import robotaxi.city.gate.Recording;
import robotaxi.city.gate.Rollout;
import robotaxi.city.gate.RolloutException;
import robotaxi.city.gate.RolloutLog;
import robotaxi.city.gate.RolloutTerms;
import robotaxi.city.gate.Scorers;
import robotaxi.city.gate.Series;
import robotaxi.city.gate.Trace;
import robotaxi.city.scene.SceneGenerator;
import robotaxi.city.scene.SceneId;
import robotaxi.contracts.alpasim.common.VersionId;
import robotaxi.contracts.alpasim.runtime.RolloutErrorCode;
import robotaxi.contracts.alpasim.runtime.RolloutSpec;
import robotaxi.contracts.alpasim.runtime.SimulationReturn.RolloutReturn;
import robotaxi.contracts.alpasim.runtime.SimulationReturn.TimestepMetric;
import robotaxi.contracts.alpasim.runtime.TimeAggregation;

/** Runs rollouts, keeps their logs and scores them; one that fails is tried again, as AlpaSim does. */
public final class RolloutRunner {
    /** Who we are. */
    static final VersionId VERSION = VersionId.newBuilder()
            .setVersionId("robotaxi-runtime 1")
            .setGrpcApiVersion(
                    VersionId.APIVersion.newBuilder().setMajor(0).setMinor(54).setPatch(0))
            .build();

    private static final Logger LOG = LoggerFactory.getLogger(RolloutRunner.class);
    private static final int RETRIES = 2;

    private final RolloutTerms terms;
    private final @Nullable Path logs;
    private final boolean logPictures;
    private final long seed;

    /**
     * A runner.
     *
     * @param logs folder of the logs; none are kept without
     * @param logPictures pictures go into the logs too
     * @param seed drivers are told seeds that follow from it, the scene and the session
     */
    public RolloutRunner(RolloutTerms terms, @Nullable Path logs, boolean logPictures, long seed) {
        this.terms = terms;
        this.logs = logs;
        this.logPictures = logPictures;
        this.seed = seed;
    }

    RolloutReturn run(SceneId scene, String session, boolean chosen, EgoDriver driver, BooleanSupplier stop) {
        String id = session;
        for (int attempt = 0; ; attempt++) {
            try {
                return drive(scene, id, driver, stop);
            } catch (RolloutException e) {
                LOG.warn("Rollout failed: {} of {}: {}", id, scene, e.getMessage());
                if (attempt == RETRIES || stop.getAsBoolean()) {
                    return failed(scene, id, e);
                }
                id = chosen ? session : UUID.randomUUID().toString();
            }
        }
    }

    private RolloutReturn drive(SceneId scene, String session, EgoDriver driver, BooleanSupplier stop) {
        Recording recording = Recording.of(SceneGenerator.scene(scene));
        // Another one for each rollout of a scene, and the same again for a session of the same name.
        long driverSeed = (seed * 1_000_003 + scene.seed()) * 1_000_003 + session.hashCode();
        Path folder = logs == null
                ? null
                : logs.resolve("rollouts").resolve(scene.toString()).resolve(session);
        Trace trace;
        if (folder == null) {
            trace = new Rollout(recording, terms, driver, RolloutLog.NONE, System::nanoTime)
                    .run(session, driverSeed, stop);
        } else {
            try (AslLog log = new AslLog(folder.resolve("rollout.asl"), session, logPictures)) {
                log.begin(recording, terms, driverSeed);
                trace = new Rollout(recording, terms, driver, log, System::nanoTime).run(session, driverSeed, stop);
            } catch (IOException e) {
                throw new UncheckedIOException("The log of a rollout could not be kept", e);
            }
            complete(folder);
        }
        List<Series> series = Scorers.of(trace, new Lanes(recording.scene().roads()));
        RolloutReturn.Builder answer = answer(scene, session).setSuccess(true);
        for (Series one : series) {
            answer.addTimestepMetrics(wire(one));
            answer.putAggregatedMetrics(one.name(), one.reduced());
        }
        return answer.build();
    }

    private static void complete(Path folder) {
        try {
            Files.write(folder.resolve("_complete"), new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException("The log of a rollout could not be kept", e);
        }
    }

    private static RolloutReturn failed(SceneId scene, String session, RolloutException failure) {
        return answer(scene, session)
                .setSuccess(false)
                .setError(String.valueOf(failure.getMessage()))
                .setErrorCode(RolloutErrorCode.ROLLOUT_ERROR_CODE_UNSPECIFIED)
                .build();
    }

    private static RolloutReturn.Builder answer(SceneId scene, String session) {
        return RolloutReturn.newBuilder()
                .setRolloutUuid(session)
                .setRolloutSpec(RolloutSpec.newBuilder()
                        .setScenarioId(scene.toString())
                        .setNrRollouts(1)
                        .addSessionUuids(session));
    }

    private static TimestepMetric wire(Series series) {
        TimestepMetric.Builder metric = TimestepMetric.newBuilder()
                .setName(series.name())
                .setTimeAggregation(TimeAggregation.valueOf("TIME_AGGREGATION_" + series.over()));
        Arrays.stream(series.micros()).forEach(metric::addTimestampsUs);
        Arrays.stream(series.values()).forEach(metric::addValues);
        for (boolean valid : series.valid()) {
            metric.addValid(valid);
        }
        return metric.build();
    }

    /** The figures of an answer, ours or AlpaSim's. */
    static List<Series> series(RolloutReturn answer) {
        return answer.getTimestepMetricsList().stream()
                .map(metric -> {
                    boolean[] valid = new boolean[metric.getValidCount()];
                    for (int i = 0; i < valid.length; i++) {
                        valid[i] = metric.getValid(i);
                    }
                    return new Series(
                            metric.getName(),
                            metric.getTimestampsUsList().stream()
                                    .mapToLong(Long::longValue)
                                    .toArray(),
                            metric.getValuesList().stream()
                                    .mapToDouble(Double::doubleValue)
                                    .toArray(),
                            valid,
                            over(metric.getTimeAggregation()));
                })
                .toList();
    }

    private static Series.Over over(TimeAggregation aggregation) {
        return switch (aggregation) {
            case TIME_AGGREGATION_MEAN, TIME_AGGREGATION_UNSPECIFIED, UNRECOGNIZED -> Series.Over.MEAN;
            case TIME_AGGREGATION_MEDIAN -> Series.Over.MEDIAN;
            case TIME_AGGREGATION_MAX -> Series.Over.MAX;
            case TIME_AGGREGATION_MIN -> Series.Over.MIN;
            case TIME_AGGREGATION_LAST -> Series.Over.LAST;
        };
    }
}
