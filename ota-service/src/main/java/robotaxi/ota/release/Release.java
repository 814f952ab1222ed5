package robotaxi.ota.release;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
 * </pre>
 */
public sealed interface Release {
    /** What it consists of. */
    Content content();

    /** Name of the state on the wire. */
    String state();

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

        private static String stem(String path) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            int dot = name.lastIndexOf('.');
            return dot < 0 ? name : name.substring(0, dot);
        }
    }

    /** Put together, not yet believed. */
    record Draft(Content content) implements Release {
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
            return missing.isEmpty() ? new Signed(content, files) : new Signing.Incomplete(missing);
        }
    }

    /**
     * May be rolled out.
     *
     * @param files its files as the trusted targets listed them when it was signed
     */
    record Signed(Content content, List<TargetFile> files) implements Release, Signing {
        /** Keeps the files as they are. */
        public Signed {
            files = List.copyOf(files);
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
            return "signed";
        }

        /** Taken back: nobody gets it any more. */
        public Revoked revoke() {
            return new Revoked(content);
        }
    }

    /** Taken back for good. */
    record Revoked(Content content) implements Release {
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
