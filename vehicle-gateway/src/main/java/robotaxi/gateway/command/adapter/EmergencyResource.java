package robotaxi.gateway.command.adapter;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import robotaxi.gateway.command.CommandState;
import robotaxi.kit.security.Roles;

/** Orders to the whole fleet, with a proof for each car. */
@Path("/v1/emergencies")
public class EmergencyResource {
    private static final int LARGEST_PAGE = 1_000;
    private static final double MILLIS = 1_000;

    /** California Vehicle Code 38751: the fleet is directed to leave or avoid an area within two minutes of the message. */
    private static final Duration LEGAL = Duration.ofMinutes(2);

    private final Emergencies emergencies;
    private final EmergencyReport report;
    private final SecurityIdentity identity;
    private final InstantSource clock;

    @Inject
    EmergencyResource(Emergencies emergencies, EmergencyReport report, SecurityIdentity identity, InstantSource clock) {
        this.emergencies = emergencies;
        this.report = report;
        this.identity = identity;
        this.clock = clock;
    }

    /** What was declared. */
    public record Declared(String emergencyId) {}

    /** Why an emergency ends. */
    public record End(@Nullable String reason) {}

    /**
     * An emergency.
     *
     * @param area GeoJSON Polygon, null for everywhere
     * @param notAfter no car begins with it after this time
     */
    public record EmergencyJson(
            String emergencyId,
            String kind,
            @JsonRawValue @Nullable String area,
            String reason,
            String declaredBy,
            Instant declaredAt,
            Instant notAfter,
            String endedBy,
            @Nullable Instant endedAt,
            String endReason) {}

    /**
     * How far an order to all cars has come.
     *
     * @param states cars by the state of their command
     * @param cars all that were ordered
     * @param received cars that have stored it, whatever they did with it then
     * @param secondsToAlmostAll until 99.9 % had stored it, null before
     */
    public record ProgressJson(
            Map<String, Long> states,
            long cars,
            long received,
            @Nullable Instant firstSentAt,
            @Nullable Instant lastSentAt,
            @Nullable Double secondsToAlmostAll) {}

    /**
     * The law's clock.
     *
     * @param elapsedSeconds from the declaration until 99.9 % of the cars had it, or until now
     * @param state {@code met}, {@code running} or {@code missed}
     */
    public record ClockJson(long legalSeconds, double elapsedSeconds, String state) {}

    /** An emergency, how far its order has come, and how far its end, if it was ended. */
    public record EmergencyWithProgress(
            EmergencyJson emergency,
            ProgressJson progress,
            ClockJson clock,
            @Nullable ProgressJson end) {}

    /** Declares an emergency. Every car's command is in the ledger and on its way when this answers. */
    @POST
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY})
    public CompletionStage<Response> declare(Emergencies.@Nullable NewEmergency emergency) {
        if (emergency == null) {
            throw CommandError.bad("a body is needed");
        }
        return emergencies
                .declare(emergency, identity.getPrincipal().getName())
                .thenApply(id -> Response.accepted(new Declared(id))
                        .header(HttpHeaders.LOCATION, "/v1/emergencies/" + id)
                        .build());
    }

    /** Ends an emergency: every car is told that it holds no longer. */
    @POST
    @Path("/{id}/end")
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY})
    public CompletionStage<Response> end(@PathParam("id") String id, @Nullable End end) {
        return emergencies
                .end(
                        id,
                        end == null ? null : end.reason(),
                        identity.getPrincipal().getName())
                .thenApply(done -> Response.accepted(new Declared(id)).build());
    }

    /**
     * Emergencies, the newest first.
     *
     * @param after the last one of the page before
     */
    @GET
    @Transactional
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public List<EmergencyJson> list(
            @QueryParam("after") @Nullable String after, @QueryParam("limit") @DefaultValue("50") int limit) {
        return report.list(after == null || after.isBlank() ? null : after, page(limit)).stream()
                .map(EmergencyResource::json)
                .toList();
    }

    /** How far an emergency has come. */
    @GET
    @Path("/{id}")
    @Transactional
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public EmergencyWithProgress get(@PathParam("id") String id) {
        EmergencyReport.Head head = report.get(id);
        EmergencyReport.Progress order = report.progress(id, false);
        Instant endedAt = head.endedAt();
        return new EmergencyWithProgress(
                json(head),
                json(order, head.declaredAt()),
                clock(order, head.declaredAt()),
                endedAt == null ? null : json(report.progress(id, true), endedAt));
    }

    /**
     * Each car's part, by car.
     *
     * @param of {@code order} or {@code end}
     * @param state only those in this state, for instance {@code queued}
     * @param after the last car of the page before
     */
    @GET
    @Path("/{id}/proofs")
    @Transactional
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public List<EmergencyReport.Proof> proofs(
            @PathParam("id") String id,
            @QueryParam("of") @DefaultValue("order") String of,
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("200") int limit) {
        report.get(id);
        CommandState wanted = state == null || state.isBlank()
                ? null
                : CommandState.named(state).orElseThrow(() -> CommandError.bad("there is no state " + state));
        return report.proofs(id, "end".equals(of), wanted, after, page(limit));
    }

    private static int page(int limit) {
        return Math.clamp(limit, 1, LARGEST_PAGE);
    }

    private static EmergencyJson json(EmergencyReport.Head head) {
        return new EmergencyJson(
                head.id(),
                head.kind(),
                head.area().isEmpty() ? null : head.area(),
                head.reason(),
                head.declaredBy(),
                head.declaredAt(),
                head.notAfter(),
                head.endedBy(),
                head.endedAt(),
                head.endReason());
    }

    private static ProgressJson json(EmergencyReport.Progress progress, Instant since) {
        Instant almostAll = progress.receivedByAlmostAll();
        return new ProgressJson(
                progress.states(),
                progress.cars(),
                progress.received(),
                progress.firstSentAt(),
                progress.lastSentAt(),
                almostAll == null ? null : seconds(Duration.between(since, almostAll)));
    }

    private ClockJson clock(EmergencyReport.Progress progress, Instant declaredAt) {
        Duration elapsed = progress.since(declaredAt, clock.instant());
        boolean isInTime = elapsed.compareTo(LEGAL) <= 0;
        String running = progress.receivedByAlmostAll() == null ? "running" : "met";
        return new ClockJson(LEGAL.toSeconds(), seconds(elapsed), isInTime ? running : "missed");
    }

    private static double seconds(Duration span) {
        return span.toMillis() / MILLIS;
    }
}
