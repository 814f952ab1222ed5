package robotaxi.incident.deadline.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.deadline.Deadline;
import robotaxi.incident.deadline.DeadlineError;
import robotaxi.incident.deadline.KeepDeadlines;
import robotaxi.incident.incident.IncidentId;
import robotaxi.incident.incident.Incidents;
import robotaxi.incident.incident.Note;
import robotaxi.incident.rule.DecisionTable;
import robotaxi.incident.rule.DecisionTables;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.problem.Problems;
import robotaxi.kit.security.Roles;

/** Clocks that run, and why one may stop without a report. */
@Path("/v1/deadlines")
class DeadlineResource {
    private static final int MOST = 500;

    private final PostgresDeadlines deadlines;
    private final KeepDeadlines keeper;
    private final DecisionTables tables;
    private final Incidents incidents;
    private final SecurityIdentity caller;
    private final Audit audit;
    private final InstantSource clock;

    @Inject
    DeadlineResource(
            PostgresDeadlines deadlines,
            KeepDeadlines keeper,
            DecisionTables tables,
            Incidents incidents,
            SecurityIdentity caller,
            Audit audit,
            InstantSource clock) {
        this.deadlines = deadlines;
        this.keeper = keeper;
        this.tables = tables;
        this.incidents = incidents;
        this.caller = caller;
        this.audit = audit;
        this.clock = clock;
    }

    /** Why nobody has to be told. */
    public record DropWanted(@Nullable String reason) {}

    /** Those that run, the first to lapse first; five hundred at most. */
    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public List<DeadlineJson> running() {
        DecisionTable table = tables.current();
        return deadlines.listRunning(MOST).stream()
                .map(deadline -> DeadlineJson.of(deadline, table))
                .toList();
    }

    /** Nobody has to be told, for this reason: for instance that the damage is below the limit. */
    @POST
    @Path("/{id}/drop")
    @Transactional
    @RolesAllowed(Roles.SAFETY)
    public Response drop(@PathParam("id") String id, @Nullable DropWanted wanted) {
        String reason = wanted == null || wanted.reason() == null ? "" : wanted.reason();
        if (reason.isBlank()) {
            return Problems.of(DeadlineError.NO_REASON, null);
        }
        String who = caller.getPrincipal().getName();
        Deadline deadline = deadlines.lock(id).orElseThrow(() -> new FleetException(DeadlineError.UNKNOWN, id));
        if (!keeper.drop(id, who, reason)) {
            return Problems.conflict(DeadlineError.OVER, deadline.state().name().toLowerCase(Locale.ROOT));
        }
        incidents.note(
                new IncidentId(deadline.incidentId()),
                new Note("deadline-dropped", deadline.rule() + ": " + reason, who, clock.instant()));
        audit.record(who, "deadline.drop", id, reason);
        return Response.ok(DeadlineJson.of(deadlines.lock(id).orElseThrow(), tables.current()))
                .build();
    }
}
