package robotaxi.ota.release.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
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
import org.jspecify.annotations.Nullable;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.problem.Problems;
import robotaxi.kit.security.Roles;
import robotaxi.ota.director.Directions;
import robotaxi.ota.director.LookOrders;
import robotaxi.ota.release.PublishReleases;
import robotaxi.ota.release.Release;
import robotaxi.ota.release.ReleaseError;
import robotaxi.ota.release.ReleaseId;
import robotaxi.ota.release.Releases;
import robotaxi.ota.rollout.SteerRollouts;

/** Releases for people and the pipeline. */
@Path("/v1/releases")
class ReleaseResource {
    private final Releases releases;
    private final PublishReleases publish;
    private final SteerRollouts rollouts;
    private final Directions directions;
    private final LookOrders looks;
    private final ReleaseRecord events;
    private final SecurityIdentity caller;
    private final InstantSource clock;

    @Inject
    ReleaseResource(
            Releases releases,
            PublishReleases publish,
            SteerRollouts rollouts,
            Directions directions,
            LookOrders looks,
            ReleaseRecord events,
            SecurityIdentity caller,
            InstantSource clock) {
        this.releases = releases;
        this.publish = publish;
        this.rollouts = rollouts;
        this.directions = directions;
        this.looks = looks;
        this.events = events;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @RolesAllowed(Roles.RELEASE_MANAGER)
    public Response create(ReleaseJson.@Nullable Wanted wanted) {
        if (wanted == null || wanted.name() == null || wanted.version() == null || wanted.targetPaths() == null) {
            return Problems.of(ReleaseError.MALFORMED, "name, version and targetPaths are needed");
        }
        var draft = new Release.Draft(new Release.Content(
                new ReleaseId(wanted.name(), wanted.version()),
                wanted.targetPaths(),
                wanted.modelCard(),
                wanted.notes(),
                clock.instant(),
                actor()));
        publish.awaitFiles(draft);
        return QuarkusTransaction.requiringNew().call(() -> signed(draft));
    }

    private Response signed(Release.Draft draft) {
        return switch (publish.handle(draft)) {
            case Release.Signed signed -> {
                events.changed(draft, actor(), "");
                events.changed(signed, actor(), "");
                yield Response.status(Response.Status.CREATED)
                        .entity(ReleaseJson.View.of(signed))
                        .build();
            }
            case Release.Signing.Incomplete incomplete ->
                Problems.of(ReleaseError.NOT_SIGNED, String.join("; ", incomplete.missing()));
        };
    }

    @GET
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    @Transactional
    public ReleaseJson.Page list() {
        List<ReleaseJson.View> items =
                releases.list().stream().map(ReleaseJson.View::of).toList();
        return new ReleaseJson.Page(items);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    @Transactional
    public ReleaseJson.View get(@PathParam("id") String id) {
        return ReleaseJson.View.of(release(id));
    }

    @POST
    @Path("/{id}/revoke")
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.SAFETY})
    @Transactional
    public Response revoke(@PathParam("id") String id, ReleaseJson.@Nullable Revocation body) {
        String reason = body == null || body.reason() == null ? "" : body.reason();
        if (reason.isBlank()) {
            return Problems.of(ReleaseError.MALFORMED, "a release is revoked for a reason");
        }
        boolean rollBack = body != null && Boolean.TRUE.equals(body.rollBack());
        boolean stopDriving = body != null && Boolean.TRUE.equals(body.stopDriving());
        return switch (release(id)) {
            case Release.Signed signed -> {
                Release.Revoked revoked = signed.revoke();
                releases.save(revoked);
                events.changed(revoked, actor(), reason);
                directions.withdrawRelease(signed.content().id().value());
                stopRollouts(revoked, rollBack, reason);
                yield ok(stopDriving ? drivingStopped(revoked, reason) : revoked);
            }
            case Release.Revoked revoked
            when stopDriving && revoked.mayDrive() -> {
                stopRollouts(revoked, rollBack, reason);
                yield ok(drivingStopped(revoked, reason));
            }
            case Release.Revoked revoked -> Problems.conflict(ReleaseError.REVOKED, revoked.state());
            case Release.Draft draft -> Problems.conflict(ReleaseError.NOT_SIGNED, draft.state());
        };
    }

    private void stopRollouts(Release.Revoked revoked, boolean rollBack, String reason) {
        rollouts.stopAllOf(revoked.content().id().value(), rollBack, actor(), "revoked: " + reason);
    }

    /** The director says it to every car, and those that drive with it are to ask at once. */
    private Release.Revoked drivingStopped(Release.Revoked revoked, String reason) {
        Release.Revoked stopped = revoked.stopDriving(clock.instant());
        releases.save(stopped);
        events.drivingStopped(stopped, actor(), reason);
        directions.signAllAnew();
        looks.order(stopped.content().id().value());
        return stopped;
    }

    private static Response ok(Release.Revoked revoked) {
        return Response.ok(ReleaseJson.View.of(revoked)).build();
    }

    private Release release(String id) {
        return releases.find(ReleaseId.parse(id)).orElseThrow(() -> new FleetException(ReleaseError.UNKNOWN, id));
    }

    private String actor() {
        return caller.getPrincipal().getName();
    }
}
