package robotaxi.ota.ddi.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What devices are sent; members are hawkBit's. */
final class DdiJson {
    private DdiJson() {}

    /** A link. */
    public record Link(String href) {}

    /** Answer to a poll. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Base(
            Config config, @JsonProperty("_links") Map<String, Link> links) {}

    /** How a device shall behave. */
    public record Config(Polling polling) {}

    /** How long it shall rest between two polls, as "HH:MM:SS". */
    public record Polling(String sleep) {}

    /** What a device shall install. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DeploymentBase(
            String id, Deployment deployment, @Nullable History actionHistory) {}

    /** What a device shall agree to. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ConfirmationBase(
            String id, Deployment confirmation, @Nullable History actionHistory) {}

    /** How, when and what. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Deployment(
            String download, String update, @Nullable String maintenanceWindow, List<Chunk> chunks) {}

    /** A piece of software. */
    public record Chunk(String part, String version, String name, List<Artifact> artifacts) {}

    /** A file. */
    public record Artifact(
            String filename,
            long size,
            Map<String, String> hashes,
            @JsonProperty("_links") Map<String, Link> links) {}

    /** What was said before. */
    public record History(String status, List<String> messages) {}

    /** What a device shall give up. */
    public record Cancel(String id, CancelAction cancelAction) {}

    /** The update, as text. */
    public record CancelAction(String stopId) {}

    /** Whether a device agrees by itself. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Consent(
            AutoConfirm autoConfirm, @JsonProperty("_links") Map<String, Link> links) {}

    /** Since when, and who wanted it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AutoConfirm(
            boolean active,
            @Nullable String initiator,
            @Nullable String remark,
            @Nullable Long activatedAt) {}
}
