package robotaxi.ota.rollout.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.problem.Problems;
import robotaxi.kit.security.Roles;
import robotaxi.ota.release.Release;
import robotaxi.ota.release.ReleaseError;
import robotaxi.ota.release.ReleaseId;
import robotaxi.ota.release.Releases;
import robotaxi.ota.rollout.ChooseVehicles;
import robotaxi.ota.rollout.Course;
import robotaxi.ota.rollout.FollowVehicles;
import robotaxi.ota.rollout.GraveIncidents;
import robotaxi.ota.rollout.Rollout;
import robotaxi.ota.rollout.RolloutAct;
import robotaxi.ota.rollout.RolloutError;
import robotaxi.ota.rollout.RolloutId;
import robotaxi.ota.rollout.Rollouts;
import robotaxi.ota.rollout.Selection;
import robotaxi.ota.rollout.SteerRollouts;

/** Rollouts for people. */
@Path("/v1/rollouts")
class RolloutResource {
    private final Rollouts rollouts;
    private final Releases releases;
    private final ChooseVehicles choose;
    private final SteerRollouts steer;
    private final FollowVehicles vehicles;
    private final GraveIncidents incidents;
    private final RolloutChanges changes;
    private final SecurityIdentity caller;
    private final Audit audit;

    @Inject
    RolloutResource(
            Rollouts rollouts,
            Releases releases,
            ChooseVehicles choose,
            SteerRollouts steer,
            FollowVehicles vehicles,
            GraveIncidents incidents,
            RolloutChanges changes,
            SecurityIdentity caller,
            Audit audit) {
        this.rollouts = rollouts;
        this.releases = releases;
        this.choose = choose;
        this.steer = steer;
        this.vehicles = vehicles;
        this.incidents = incidents;
        this.changes = changes;
        this.caller = caller;
        this.audit = audit;
    }

    @POST
    @RolesAllowed(Roles.RELEASE_MANAGER)
    @Transactional
    public Response start(RolloutJson.@Nullable Wanted wanted) {
        if (wanted == null || wanted.releaseId() == null) {
            return Problems.of(RolloutError.MALFORMED, "releaseId is needed");
        }
        String releaseId = wanted.releaseId();
        Release release = releases.find(ReleaseId.parse(releaseId))
                .orElseThrow(() -> new FleetException(ReleaseError.UNKNOWN, releaseId));
        RolloutJson.Waves course = wanted.course();
        if (course != null && release instanceof Release.Signed signed) {
            return prepare(signed, wanted, course.toCourse());
        }
        return switch (release) {
            case Release.Signed signed -> {
                Rollout rollout = steer.start(
                        signed,
                        vehicles(signed, wanted),
                        RolloutJson.Terms.of(wanted.deviceTerms()),
                        actor(),
                        reason(wanted));
                record("start", rollout, reason(wanted));
                yield Response.status(Response.Status.CREATED)
                        .entity(view(rollout, true))
                        .build();
            }
            case Release.Revoked revoked -> Problems.conflict(ReleaseError.REVOKED, revoked.state());
            case Release.Draft draft -> Problems.conflict(ReleaseError.NOT_SIGNED, draft.state());
        };
    }

    /** How many cars a rollout in waves would take in now; nothing is kept. */
    @POST
    @Path("/preview")
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    @Transactional
    public Selection.Preview preview(RolloutJson.@Nullable Wanted wanted) {
        if (wanted == null || wanted.releaseId() == null) {
            throw new FleetException(RolloutError.MALFORMED, "releaseId is needed");
        }
        String releaseId = wanted.releaseId();
        Release release = releases.find(ReleaseId.parse(releaseId))
                .orElseThrow(() -> new FleetException(ReleaseError.UNKNOWN, releaseId));
        return rollouts.preview(
                releaseId,
                RolloutJson.Filter.of(wanted.filter(), release.content().hardwareIds()));
    }

    private Response prepare(Release.Signed release, RolloutJson.Wanted wanted, Course course) {
        Selection.Fitting selection =
                RolloutJson.Filter.of(wanted.filter(), release.content().hardwareIds());
        Rollout rollout = steer.prepare(
                release, selection, RolloutJson.Terms.of(wanted.deviceTerms()), course, actor(), reason(wanted));
        String narrowed = selection.isWholeFleet() ? "" : " (only " + selection.filter() + ")";
        record("prepare", rollout, reason(wanted) + narrowed);
        return Response.status(Response.Status.CREATED)
                .entity(view(rollout, false))
                .build();
    }

    private List<String> vehicles(Release.Signed release, RolloutJson.Wanted wanted) {
        List<String> named = wanted.vehicleIds();
        Integer count = wanted.count();
        if (named != null && !named.isEmpty() && count == null) {
            return choose.named(release, named);
        }
        if (count != null && count > 0 && named == null) {
            return choose.count(release, count);
        }
        throw new FleetException(RolloutError.MALFORMED, "either vehicleIds or a count of at least 1");
    }

    @GET
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    @Transactional
    public RolloutJson.Page list() {
        return new RolloutJson.Page(
                rollouts.list().stream().map(rollout -> view(rollout, false)).toList());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    @Transactional
    public RolloutJson.View get(@PathParam("id") String id) {
        return view(
                rollouts.find(new RolloutId(id)).orElseThrow(() -> new FleetException(RolloutError.UNKNOWN, id)), true);
    }

    @GET
    @Path("/{id}/driving")
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    @Transactional
    public DrivingJson.View driving(@PathParam("id") String id) {
        Rollout rollout =
                rollouts.find(new RolloutId(id)).orElseThrow(() -> new FleetException(RolloutError.UNKNOWN, id));
        return DrivingJson.View.of(rollout.plan().course().driving(), vehicles.readings(rollout));
    }

    @POST
    @Path("/{id}/approve")
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.SAFETY})
    @Transactional
    public Response approve(@PathParam("id") String id, RolloutJson.@Nullable Reason body) {
        Rollout rollout = steer.approve(new RolloutId(id), actor());
        record("approve", rollout, RolloutJson.Reason.of(body));
        return Response.ok(view(rollout, false)).build();
    }

    @POST
    @Path("/{id}/start")
    @RolesAllowed(Roles.RELEASE_MANAGER)
    @Transactional
    public Response startFirstWave(@PathParam("id") String id, RolloutJson.@Nullable Reason body) {
        return act(id, RolloutAct.START, body);
    }

    @POST
    @Path("/{id}/pause")
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY})
    @Transactional
    public Response pause(@PathParam("id") String id, RolloutJson.@Nullable Reason body) {
        return act(id, RolloutAct.PAUSE, body);
    }

    @POST
    @Path("/{id}/resume")
    @RolesAllowed(Roles.RELEASE_MANAGER)
    @Transactional
    public Response resume(@PathParam("id") String id, RolloutJson.@Nullable Reason body) {
        return act(id, RolloutAct.RESUME, body);
    }

    @POST
    @Path("/{id}/stop")
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY})
    @Transactional
    public Response stop(@PathParam("id") String id, RolloutJson.@Nullable Reason body) {
        return act(id, RolloutAct.STOP, body);
    }

    @POST
    @Path("/{id}/roll-back")
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY})
    @Transactional
    public Response rollBack(@PathParam("id") String id, RolloutJson.@Nullable Reason body) {
        return act(id, RolloutAct.ROLL_BACK, body);
    }

    @POST
    @Path("/{id}/vehicles/{vehicleId}/cancel")
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY})
    @Transactional
    public Response cancel(
            @PathParam("id") String id, @PathParam("vehicleId") String vehicleId, RolloutJson.@Nullable Cancel body) {
        boolean force = body != null && Boolean.TRUE.equals(body.force());
        String reason = body == null || body.reason() == null ? "" : body.reason();
        return switch (steer.cancel(new RolloutId(id), vehicleId, force, actor(), reason)) {
            case SteerRollouts.Cancelling.Done _ -> {
                audit.record(actor(), "rollout.cancel-vehicle", id, vehicleId + ": " + reason);
                yield Response.ok(get(id)).build();
            }
            case SteerRollouts.Cancelling.Refused refused ->
                Problems.conflict(
                        RolloutError.NOT_CANCELLABLE, refused.car().state().wireName());
        };
    }

    private Response act(String id, RolloutAct act, RolloutJson.@Nullable Reason body) {
        String reason = RolloutJson.Reason.of(body);
        return switch (steer.act(new RolloutId(id), act, actor(), reason)) {
            case RolloutAct.Moved moved -> {
                record(act.wireName(), moved.rollout(), reason);
                boolean staged = moved.rollout().plan().course().gated();
                yield Response.ok(view(moved.rollout(), !staged)).build();
            }
            case RolloutAct.Refused refused ->
                Problems.conflict(RolloutError.ILLEGAL_ACT, refused.current().state());
        };
    }

    private void record(String act, Rollout rollout, String reason) {
        audit.record(actor(), "rollout." + act, rollout.plan().id().value(), reason);
    }

    private RolloutJson.View view(Rollout rollout, boolean whole) {
        RolloutId id = rollout.plan().id();
        return RolloutJson.View.of(
                rollout,
                rollouts.listApprovers(id),
                rollouts.count(id),
                rollout instanceof Rollout.Paused ? incidents.listHolding(id) : List.of(),
                whole ? rollouts.listVehicles(id) : null,
                whole ? changes.list(id) : null);
    }

    private static String reason(RolloutJson.Wanted wanted) {
        return wanted.reason() == null ? "" : wanted.reason();
    }

    private String actor() {
        return caller.getPrincipal().getName();
    }
}
