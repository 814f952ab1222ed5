package robotaxi.incident.retention.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.custody.Sha256;
import robotaxi.incident.custody.CarChain;
import robotaxi.incident.custody.adapter.PostgresCustody;
import robotaxi.incident.retention.Hold;

/** Evidence as people see it. */
final class EvidenceJson {
    private EvidenceJson() {}

    /** Why. */
    public record Said(@Nullable String reason) {
        String reasonOrNone() {
            return reason == null ? "" : reason.strip();
        }
    }

    /** Which class, and why. */
    public record RetentionWanted(
            @Nullable @com.fasterxml.jackson.annotation.JsonProperty("class")
            String retention,

            @Nullable String reason) {}

    /**
     * How long it is kept.
     *
     * @param retention routine, edge-case or reportable
     * @param chosenBy a person, or null if the rule says so
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RetentionJson(
            @com.fasterxml.jackson.annotation.JsonProperty("class")
            String retention,

            @Nullable String chosenBy,
            @Nullable String reason) {}

    /** A hold, with who may not agree to its release. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record HoldJson(
            String holdId,
            String state,
            String reason,
            String placedBy,
            Instant placedAt,
            @Nullable String releaseReason,
            @Nullable String requestedBy,
            @Nullable Instant requestExpiresAt,
            @Nullable String releasedBy,
            @Nullable Instant releasedAt) {
        static HoldJson of(Hold hold, Instant now) {
            boolean isOpen = hold.stateAt(now) != Hold.State.HELD;
            return new HoldJson(
                    hold.id(),
                    PostgresRetentions.wireName(hold.stateAt(now)),
                    hold.reason(),
                    hold.placedBy(),
                    hold.placedAt(),
                    isOpen ? hold.releaseReason() : null,
                    isOpen ? hold.requestedBy() : null,
                    isOpen ? hold.requestExpiresAt() : null,
                    hold.releasedBy().isEmpty() ? null : hold.releasedBy(),
                    hold.releasedAt());
        }
    }

    /** A blob that is there, and until when. */
    public record BlobJson(String sha256, boolean isClip, Instant receivedAt, Instant keptUntil) {}

    /** An entry of the chain. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record EntryJson(
            long sequence,
            String act,
            String actor,
            Instant at,
            String entry,
            String blobSha256,
            String reason,
            String purpose) {
        static EntryJson of(PostgresCustody.Kept kept) {
            String blob = kept.entry().blobSha256();
            return new EntryJson(
                    kept.sequence(),
                    kept.act(),
                    kept.entry().says("actor"),
                    kept.recordedAt(),
                    kept.hash(),
                    blob.equals(Sha256.NONE) ? "" : blob,
                    kept.entry().says("reason"),
                    kept.entry().says("purpose"));
        }
    }

    /** The car's own chain, as far as it came. */
    public record CarChainJson(String state, long sequence, List<Long> missing, List<Long> forks) {
        static CarChainJson of(CarChain chain) {
            return new CarChainJson(
                    chain.state().name().toLowerCase(java.util.Locale.ROOT),
                    chain.sequence(),
                    chain.missing(),
                    chain.forks());
        }
    }

    /**
     * All of it.
     *
     * @param chain intact, or what is wrong with the service's own chain of that car
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(
            String vehicleId,
            RetentionJson retention,
            @Nullable HoldJson hold,
            List<BlobJson> blobs,
            String chain,
            CarChainJson carChain,
            List<EntryJson> entries) {}
}
