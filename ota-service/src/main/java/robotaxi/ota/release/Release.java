package robotaxi.ota.release;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.artifact.Artifacts;
import robotaxi.ota.artifact.ContentHash;
import robotaxi.ota.trust.TargetFile;

/**
 * A version for vehicles. Only what is signed and here can ever be rolled out; a signed release never changes again.
 * <pre>
 *   Draft ──{@link Draft#sign sign}──▶ Signed ──{@link Signed#revoke revoke}──▶ Revoked
 *
 *   within Revoked: may drive where it runs ──{@link Revoked#stopDriving stopDriving}──▶ may not drive
 *
 *   within Signed:  signed ──{@link Signed#general general}──▶ general ──{@link Signed#superseded superseded}──▶ superseded
 *                                              ▲───────────general──────────────┘
 * </pre>
 */
public sealed interface Release {
    /** What it consists of. */
    Content content();

    /** Name of the state on the wire. */
    String state();

    /** What was signed of it beside its files' hashes; null for one without, and for a draft. */
    @Nullable
    Manifest manifest();

    /**
     * What a release consists of.
     *
     * @param id "name@version"
     * @param targetPaths TUF paths of its files, one a kind of hardware
     * @param modelCard Markdown for people, or null
     * @param notes for people, or null
     * @param createdAt when it was put together
     * @param createdBy who did
     */
    record Content(
            ReleaseId id,
            List<String> targetPaths,
            @Nullable String modelCard,
            @Nullable String notes,
            Instant createdAt,
            String createdBy) {
        /** Refuses a release of nothing. */
        public Content {
            targetPaths = List.copyOf(targetPaths);
        }

        /** The file for a kind of hardware: the one named after it. */
        public Optional<String> targetFor(String hardwareId) {
            return targetPaths.stream()
                    .filter(path -> hardwareId.equals(stem(path)))
                    .findFirst();
        }

        /** Kinds of hardware that it has a file for. */
        public List<String> hardwareIds() {
            return targetPaths.stream().map(Content::stem).distinct().toList();
        }

        static String stem(String path) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            int dot = name.lastIndexOf('.');
            return dot < 0 ? name : name.substring(0, dot);
        }
    }

    /** Put together, not yet believed. */
    record Draft(Content content) implements Release {
        @Override
        public @Nullable Manifest manifest() {
            return null;
        }

        @Override
        public String state() {
            return "draft";
        }

        /** Signed, if the trusted targets list every file and its bytes are here with the listed length. */
        public Signing sign(Map<String, TargetFile> trusted, Artifacts artifacts) {
            List<String> missing = new ArrayList<>();
            List<TargetFile> files = new ArrayList<>();
            for (String path : content.targetPaths()) {
                TargetFile file = trusted.get(path);
                if (file == null) {
                    missing.add(path + " is not in the published targets");
                } else if (artifacts
                                .findLengthBytes(new ContentHash(file.sha256()))
                                .orElse(-1)
                        != file.lengthBytes()) {
                    missing.add(path + " has no artifact " + file.sha256());
                } else {
                    files.add(file);
                }
            }
            if (content.targetPaths().isEmpty()) {
                missing.add("no target path");
            }
            return missing.isEmpty()
                    ? new Signed(
                            content,
                            files,
                            ManifestReader.read(content.id(), files).orElse(null))
                    : new Signing.Incomplete(missing);
        }
    }

    /**
     * May be rolled out.
     *
     * @param files its files as the trusted targets listed them when it was signed
     * @param manifest what was signed of it beside its files' hashes, or null
     * @param reach how far it has come
     * @param generalSince when a rollout last brought it to the whole fleet, null before the first
     */
    record Signed(
            Content content,
            List<TargetFile> files,
            @Nullable Manifest manifest,
            Reach reach,
            @Nullable Instant generalSince)
            implements Release, Signing {
        /** Keeps the files as they are. */
        public Signed {
            files = List.copyOf(files);
        }

        /** One that has come nowhere yet. */
        public Signed(Content content, List<TargetFile> files, @Nullable Manifest manifest) {
            this(content, files, manifest, Reach.SIGNED, null);
        }

        /** A rollout brought it to the whole fleet. */
        public Signed general(Instant now) {
            return new Signed(content, files, manifest, Reach.GENERAL, now);
        }

        /** Newer ones are general on all its hardware. */
        public Signed superseded() {
            return new Signed(content, files, manifest, Reach.SUPERSEDED, generalSince);
        }

        /** The file for a kind of hardware. */
        public Optional<TargetFile> fileFor(String hardwareId) {
            return content.targetFor(hardwareId)
                    .flatMap(path -> files.stream()
                            .filter(file -> file.path().equals(path))
                            .findFirst());
        }

        @Override
        public String state() {
            return reach.name().toLowerCase(Locale.ROOT);
        }

        /** Taken back: nobody gets it any more. */
        public Revoked revoke() {
            return new Revoked(content, manifest, null);
        }
    }

    /** How far a release has come in the fleet. */
    enum Reach {
        /** To no whole fleet yet. */
        SIGNED,
        /** It is what the fleet runs. */
        GENERAL,
        /** It was, until newer ones came. */
        SUPERSEDED
    }

    /**
     * Taken back for good.
     *
     * @param drivingStoppedAt since when cars that run it may not drive with it any more; null while they may
     */
    record Revoked(
            Content content,
            @Nullable Manifest manifest,
            @Nullable Instant drivingStoppedAt) implements Release {
        /** Whether cars that run it may still drive with it. */
        public boolean mayDrive() {
            return drivingStoppedAt == null;
        }

        /** Cars that run it may not drive with it any more, for good. */
        public Revoked stopDriving(Instant now) {
            return mayDrive() ? new Revoked(content, manifest, now) : this;
        }

        @Override
        public String state() {
            return "revoked";
        }
    }

    /** The answer to {@link Draft#sign}. */
    sealed interface Signing permits Signed, Signing.Incomplete {
        /** What is missing, in words. */
        record Incomplete(List<String> missing) implements Signing {}
    }
}
