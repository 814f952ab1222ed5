package robotaxi.ota.availability.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;
import robotaxi.ota.availability.AvailabilityError;
import robotaxi.ota.availability.Blackout;
import robotaxi.ota.availability.Cap;
import robotaxi.ota.availability.Restrictions;
import robotaxi.ota.rollout.TakingCars;

/** When and how many cars may be taken out of service for updates. */
@Path("/v1/availability")
class AvailabilityResource {
    /** A path cannot end in nothing. */
    private static final String EVERY_MARKET = "default";

    private final Restrictions restrictions;
    private final TakingCars taking;
    private final SecurityIdentity caller;
    private final Audit audit;
    private final Ids ids;
    private final InstantSource clock;

    @Inject
    AvailabilityResource(
            Restrictions restrictions,
            TakingCars taking,
            SecurityIdentity caller,
            Audit audit,
            Ids ids,
            InstantSource clock) {
        this.restrictions = restrictions;
        this.taking = taking;
        this.caller = caller;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    @Transactional
    public AvailabilityJson.View get() {
        Instant now = clock.instant();
        Map<String, Long> room = taking.room(false);
        return new AvailabilityJson.View(
                restrictions.blackouts().stream()
                        .map(blackout -> AvailabilityJson.BlackoutView.of(blackout, now))
                        .toList(),
                restrictions.caps().stream().map(AvailabilityJson.CapView::of).toList(),
                restrictions.markets().stream()
                        .map(market -> AvailabilityJson.MarketView.of(market, room.get(market.marketId())))
                        .toList());
    }

    @POST
    @Path("/blackouts")
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY})
    @Transactional
    public Response black(AvailabilityJson.@Nullable WantedBlackout wanted) {
        if (wanted == null) {
            throw new FleetException(AvailabilityError.MALFORMED, "a body is needed");
        }
        Blackout blackout = wanted.toBlackout(ids.next(), actor(), clock.instant());
        restrictions.add(blackout);
        audit.record(actor(), "blackout.add", blackout.id(), blackout.reason());
        return Response.status(Response.Status.CREATED)
                .entity(AvailabilityJson.BlackoutView.of(blackout, clock.instant()))
                .build();
    }

    @DELETE
    @Path("/blackouts/{id}")
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY})
    @Transactional
    public Response lift(@PathParam("id") String id, @QueryParam("reason") @DefaultValue("") String reason) {
        if (!restrictions.removeBlackout(id)) {
            throw new FleetException(AvailabilityError.UNKNOWN, id);
        }
        audit.record(actor(), "blackout.remove", id, reason);
        return Response.noContent().build();
    }

    /** Of a market, or of each that has none of its own: {@code default}. */
    @PUT
    @Path("/caps/{market}")
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR})
    @Transactional
    public AvailabilityJson.CapView cap(
            @PathParam("market") String market, AvailabilityJson.@Nullable WantedCap wanted) {
        if (wanted == null) {
            throw new FleetException(AvailabilityError.MALFORMED, "a body is needed");
        }
        Cap cap = wanted.toCap(marketId(market));
        restrictions.save(cap);
        audit.record(
                actor(),
                "cap.set",
                market,
                "cars " + cap.mostCars() + ", percent " + cap.mostPercent() + ": "
                        + (wanted.reason() == null ? "" : wanted.reason()));
        return AvailabilityJson.CapView.of(cap);
    }

    @DELETE
    @Path("/caps/{market}")
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR})
    @Transactional
    public Response uncap(@PathParam("market") String market, @QueryParam("reason") @DefaultValue("") String reason) {
        if (!restrictions.removeCap(marketId(market))) {
            throw new FleetException(AvailabilityError.UNKNOWN, market);
        }
        audit.record(actor(), "cap.remove", market, reason);
        return Response.noContent().build();
    }

    private static String marketId(String market) {
        return market.equals(EVERY_MARKET) ? "" : market;
    }

    private String actor() {
        return caller.getPrincipal().getName();
    }
}
