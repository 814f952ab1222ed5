package robotaxi.gateway.command.adapter;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import robotaxi.kit.security.Roles;

/** The ledger of commands, for people. */
@Path("/v1/commands")
public class CommandResource {
    private static final int LARGEST_PAGE = 200;

    private final EntityManager entities;

    @Inject
    CommandResource(EntityManager entities) {
        this.entities = entities;
    }

    /** A command. */
    public record CommandJson(
            String commandId,
            String vehicleId,
            long sequence,
            String sender,
            String kind,
            String state,
            String code,
            String detail,
            Instant notAfter,
            Instant queuedAt,
            Instant changedAt) {}

    /** The newest commands, of one car or of all. */
    @GET
    @Transactional
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.RELEASE_MANAGER, Roles.AUDITOR})
    public List<CommandJson> list(
            @QueryParam("vehicleId") @DefaultValue("") String vehicleId,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return entities.createQuery(
                        "from CommandRow where ?1 = '' or vehicleId = ?1 order by queuedAt desc, id", CommandRow.class)
                .setParameter(1, vehicleId)
                .setMaxResults(Math.clamp(limit, 1, LARGEST_PAGE))
                .getResultStream()
                .map(row -> new CommandJson(
                        row.id,
                        row.vehicleId,
                        row.sequence,
                        row.sender,
                        row.kind,
                        row.state.wireName(),
                        row.code,
                        row.detail,
                        row.notAfter,
                        row.queuedAt,
                        row.changedAt))
                .toList();
    }
}
