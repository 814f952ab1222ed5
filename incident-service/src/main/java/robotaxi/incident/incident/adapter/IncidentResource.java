package robotaxi.incident.incident.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.evidence.Blobs;
import robotaxi.incident.evidence.ContentHash;
import robotaxi.incident.incident.Incident;
import robotaxi.incident.incident.IncidentError;
import robotaxi.incident.incident.IncidentId;
import robotaxi.incident.incident.Incidents;
import robotaxi.incident.incident.JudgeIncidents;
import robotaxi.incident.incident.SafetyMoment;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.problem.Problems;
import robotaxi.kit.security.Roles;

/** Incidents for people. */
@Path("/v1/incidents")
class IncidentResource {
    private static final int LONGEST_PAGE = 200;

    private final Incidents incidents;
    private final JudgeIncidents judge;
    private final Blobs blobs;
    private final SecurityIdentity caller;
    private final Audit audit;

    @Inject
    IncidentResource(Incidents incidents, JudgeIncidents judge, Blobs blobs, SecurityIdentity caller, Audit audit) {
        this.incidents = incidents;
        this.judge = judge;
        this.blobs = blobs;
        this.caller = caller;
        this.audit = audit;
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    @Transactional
    public IncidentJson.Page list(
            @Nullable @QueryParam("state") String state,
            @Nullable @QueryParam("vehicleId") String vehicleId,
            @Nullable @QueryParam("cursor") String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        if (limit < 1 || limit > LONGEST_PAGE) {
            throw new FleetException(IncidentError.MALFORMED, "limit is 1 to " + LONGEST_PAGE);
        }
        List<Incident> found =
                incidents.page(state, vehicleId, cursor == null ? null : new IncidentId(cursor), limit + 1);
        List<Incident> page = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit ? page.getLast().facts().id().value() : null;
        return new IncidentJson.Page(page.stream().map(this::view).toList(), next);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    @Transactional
    public IncidentJson.View get(@PathParam("id") String id) {
        return view(
                incidents.find(new IncidentId(id)).orElseThrow(() -> new FleetException(IncidentError.UNKNOWN, id)));
    }

    @POST
    @Path("/{id}/triage")
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY})
    @Transactional
    public Response triage(@PathParam("id") String id, IncidentJson.@Nullable TriageWanted wanted) {
        if (wanted == null || wanted.severity() == null) {
            return Problems.of(IncidentError.MALFORMED, "severity is needed");
        }
        String note = wanted.note() == null ? "" : wanted.note();
        return answer(judge.triage(new IncidentId(id), wanted.severity(), note, actor()), "incident.triage", note);
    }

    @POST
    @Path("/{id}/close")
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY})
    @Transactional
    public Response close(@PathParam("id") String id, IncidentJson.@Nullable CloseWanted wanted) {
        String reason = wanted == null || wanted.reason() == null ? "" : wanted.reason();
        return answer(judge.close(new IncidentId(id), reason, actor()), "incident.close", reason);
    }

    private Response answer(JudgeIncidents.Answer answer, String act, String reason) {
        return switch (answer) {
            case JudgeIncidents.Done done -> {
                audit.record(actor(), act, done.incident().facts().id().value(), reason);
                yield Response.ok(view(done.incident())).build();
            }
            case JudgeIncidents.Refused refused ->
                Problems.conflict(IncidentError.ILLEGAL_ACT, refused.current().state());
        };
    }

    @GET
    @Path("/{id}/key-frames/{number}")
    @Produces("image/jpeg")
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public java.nio.file.Path keyFrame(@PathParam("id") String id, @PathParam("number") int number) {
        List<SafetyMoment.Still> stills = incidents.listKeyFrames(new IncidentId(id));
        if (number < 0 || number >= stills.size()) {
            throw new FleetException(IncidentError.KEY_FRAME_UNKNOWN, id + " " + number);
        }
        return blobs.find(new ContentHash(stills.get(number).sha256()))
                .orElseThrow(() -> new FleetException(IncidentError.KEY_FRAME_UNKNOWN, id + " " + number));
    }

    private IncidentJson.View view(Incident incident) {
        IncidentId id = incident.facts().id();
        return IncidentJson.View.of(
                incident, incidents.listClips(id), incidents.listKeyFrames(id), incidents.listEvents(id));
    }

    private String actor() {
        return caller.getPrincipal().getName();
    }
}
