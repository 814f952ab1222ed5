package robotaxi.incident.incident.adapter;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.evidence.Blobs;
import robotaxi.incident.evidence.ContentHash;
import robotaxi.incident.incident.FirstLooks;
import robotaxi.incident.incident.Incident;
import robotaxi.incident.incident.IncidentError;
import robotaxi.incident.incident.IncidentId;
import robotaxi.incident.incident.Incidents;
import robotaxi.incident.incident.SafetyMoment;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** Incidents for people. */
@Path("/v1/incidents")
class IncidentResource {
    private static final int LONGEST_PAGE = 200;

    private final Incidents incidents;
    private final Blobs blobs;
    private final FirstLooks looks;

    @Inject
    IncidentResource(Incidents incidents, Blobs blobs, FirstLooks looks) {
        this.looks = looks;
        this.incidents = incidents;
        this.blobs = blobs;
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

    /** Everything that was done and said, oldest first. */
    @GET
    @Path("/{id}/history")
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    @Transactional
    public List<IncidentJson.NoteJson> history(@PathParam("id") String id) {
        return incidents.listNotes(new IncidentId(id)).stream()
                .map(IncidentJson.NoteJson::of)
                .toList();
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
        return IncidentJson.View.of(incident, incidents, looks);
    }
}
