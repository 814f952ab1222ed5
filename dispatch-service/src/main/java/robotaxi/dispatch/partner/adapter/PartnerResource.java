package robotaxi.dispatch.partner.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.partner.PartnerClients;
import robotaxi.dispatch.partner.PartnerError;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/**
 * Ride networks, as operators deal with them. Secrets are shown once, so these calls keep no answer for an idempotency key: a
 * name belongs to one partner, and whoever lost a secret makes another.
 */
@Path("/v1/partners")
public class PartnerResource {
    /** Part of the client's name, so without what a form or a log would have to quote. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{1,39}");

    private final EntityManager entities;
    private final PartnerClients clients;
    private final Audit audit;
    private final InstantSource clock;
    private final SecurityIdentity identity;

    @Inject
    PartnerResource(
            EntityManager entities,
            PartnerClients clients,
            Audit audit,
            InstantSource clock,
            SecurityIdentity identity) {
        this.entities = entities;
        this.clients = clients;
        this.audit = audit;
        this.clock = clock;
        this.identity = identity;
    }

    /**
     * A new partner.
     *
     * @param name 2 to 40 of a-z, 0-9 and dash
     */
    public record PartnerRequest(
            @Nullable String name, @Nullable String reason) {}

    /** Why. */
    public record ReasonRequest(@Nullable String reason) {}

    /**
     * A partner.
     *
     * @param clientId what it logs in as, by the client credentials grant
     * @param clientSecret shown once, when it is made
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PartnerJson(
            String partnerId,
            String name,
            String clientId,
            @Nullable String clientSecret,
            String state,
            Instant createdAt) {
        static PartnerJson of(PartnerRow row, @Nullable String secret) {
            return new PartnerJson(
                    row.id,
                    row.name,
                    clientOf(row.name),
                    secret,
                    row.state.name().toLowerCase(Locale.ROOT),
                    row.createdAt);
        }
    }

    /** All partners. */
    public record PartnerList(List<PartnerJson> partners) {}

    private static String clientOf(String name) {
        return "partner-" + name;
    }

    /** Those that were not deleted, by name. */
    @GET
    @Transactional
    @RolesAllowed({Roles.OPERATOR, Roles.AUDITOR})
    public PartnerList list() {
        return new PartnerList(entities.createQuery("from PartnerRow where state <> ?1 order by name", PartnerRow.class)
                .setParameter(1, PartnerRow.State.DELETED)
                .getResultStream()
                .map(row -> PartnerJson.of(row, null))
                .toList());
    }

    /** Registers a partner and makes its client. */
    @POST
    @Transactional
    @RolesAllowed(Roles.OPERATOR)
    @APIResponseSchema(value = PartnerJson.class, responseCode = "201")
    public Response create(@Nullable PartnerRequest request) {
        String name = PartnerError.BAD_REQUEST.needed(request == null ? null : request.name(), "name");
        String reason = PartnerError.BAD_REQUEST.needed(request == null ? null : request.reason(), "reason");
        if (!NAME.matcher(name).matches()) {
            throw new FleetException(PartnerError.BAD_REQUEST, "name must be 2 to 40 of a-z, 0-9 and dash");
        }
        var row = new PartnerRow();
        row.id = UUID.randomUUID().toString();
        row.name = name;
        row.principal = PartnerClients.principal(clientOf(name));
        row.createdAt = clock.instant();
        claimName(name);
        entities.persist(row);
        audit.record(actor(), "partner.create", row.id, reason);
        entities.flush();
        String secret = clients.create(row.id, clientOf(name));
        return Response.status(Response.Status.CREATED)
                .entity(PartnerJson.of(row, secret))
                .build();
    }

    /** A name is given once and for ever, since rides are its partner's by it. One at a time, so that no two make the client. */
    private void claimName(String name) {
        entities.createNativeQuery("select cast(pg_advisory_xact_lock(hashtextextended(?1, 0)) as text)")
                .setParameter(1, "partner " + name)
                .getSingleResult();
        boolean isTaken = !entities.createQuery("from PartnerRow where name = ?1", PartnerRow.class)
                .setParameter(1, name)
                .getResultList()
                .isEmpty();
        if (isTaken) {
            throw new FleetException(PartnerError.NAME_TAKEN, name);
        }
    }

    /** Another secret; the one before is worth nothing from now on. */
    @POST
    @Path("/{id}/rotate-secret")
    @Transactional
    @RolesAllowed(Roles.OPERATOR)
    public PartnerJson rotate(@PathParam("id") String id, @Nullable ReasonRequest request) {
        PartnerRow row = changed(id, "rotate-secret", request);
        return PartnerJson.of(row, clients.rotate(row.id));
    }

    /** Shuts a partner out at once; its open rides go on. */
    @POST
    @Path("/{id}/suspend")
    @Transactional
    @RolesAllowed(Roles.OPERATOR)
    public PartnerJson suspend(@PathParam("id") String id, @Nullable ReasonRequest request) {
        return enable(changed(id, "suspend", request), PartnerRow.State.SUSPENDED);
    }

    /** Lets a partner in again. */
    @POST
    @Path("/{id}/resume")
    @Transactional
    @RolesAllowed(Roles.OPERATOR)
    public PartnerJson resume(@PathParam("id") String id, @Nullable ReasonRequest request) {
        return enable(changed(id, "resume", request), PartnerRow.State.ACTIVE);
    }

    private PartnerJson enable(PartnerRow row, PartnerRow.State state) {
        row.state = state;
        entities.flush();
        clients.enable(row.id, state == PartnerRow.State.ACTIVE);
        return PartnerJson.of(row, null);
    }

    /** Ends with a partner: its client and its webhooks go, its rides stay. */
    @DELETE
    @Path("/{id}")
    @Transactional
    @RolesAllowed(Roles.OPERATOR)
    public void delete(@PathParam("id") String id, @Nullable ReasonRequest request) {
        PartnerRow row = changed(id, "delete", request);
        row.state = PartnerRow.State.DELETED;
        entities.createQuery("delete from WebhookRow where partnerId = ?1")
                .setParameter(1, id)
                .executeUpdate();
        entities.flush();
        clients.delete(row.id);
    }

    private PartnerRow changed(String id, String act, @Nullable ReasonRequest request) {
        String reason = PartnerError.BAD_REQUEST.needed(request == null ? null : request.reason(), "reason");
        PartnerRow row = entities.find(PartnerRow.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (row == null || row.state == PartnerRow.State.DELETED) {
            throw new FleetException(PartnerError.UNKNOWN, id);
        }
        audit.record(actor(), "partner." + act, id, reason);
        return row;
    }

    private String actor() {
        return identity.getPrincipal().getName();
    }
}
