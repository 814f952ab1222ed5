package robotaxi.incident.deadline.adapter;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import robotaxi.incident.deadline.Deadlines;
import robotaxi.incident.rule.DecisionTable;
import robotaxi.incident.rule.DecisionTables;
import robotaxi.kit.security.Roles;

/** All clocks of an incident, also those that are over. */
@Path("/v1/incidents/{id}/deadlines")
class IncidentDeadlineResource {
    private final Deadlines deadlines;
    private final DecisionTables tables;

    @Inject
    IncidentDeadlineResource(Deadlines deadlines, DecisionTables tables) {
        this.deadlines = deadlines;
        this.tables = tables;
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public List<DeadlineJson> ofIncident(@PathParam("id") String id) {
        DecisionTable table = tables.current();
        return deadlines.list(id).stream()
                .map(deadline -> DeadlineJson.of(deadline, table))
                .toList();
    }
}
