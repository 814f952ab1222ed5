package robotaxi.incident.retention.adapter;

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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.custody.adapter.CarSeals;
import robotaxi.incident.custody.adapter.PostgresCustody;
import robotaxi.incident.incident.Incident;
import robotaxi.incident.incident.IncidentError;
import robotaxi.incident.incident.IncidentId;
import robotaxi.incident.incident.Incidents;
import robotaxi.incident.retention.Hold;
import robotaxi.incident.retention.KeepEvidence;
import robotaxi.incident.retention.RetentionClass;
import robotaxi.incident.retention.RetentionError;
import robotaxi.incident.retention.Retentions;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.problem.Problems;
import robotaxi.kit.security.Roles;

/** What is kept of an incident, until when, what holds it, and everything that was done to it. */
@Path("/v1/incidents/{id}/evidence")
@RolesAllowed(Roles.SAFETY)
class EvidenceResource {
    private static final String INTACT = "intact";

    private final Incidents incidents;
    private final KeepEvidence keeper;
    private final PostgresRetentions retentions;
    private final PostgresCustody custody;
    private final CarSeals seals;
    private final SecurityIdentity caller;
    private final InstantSource clock;

    @Inject
    EvidenceResource(
            Incidents incidents,
            KeepEvidence keeper,
            PostgresRetentions retentions,
            PostgresCustody custody,
            CarSeals seals,
            SecurityIdentity caller,
            InstantSource clock) {
        this.incidents = incidents;
        this.keeper = keeper;
        this.retentions = retentions;
        this.custody = custody;
        this.seals = seals;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    @Transactional
    public EvidenceJson.View get(@PathParam("id") String id) {
        return view(id);
    }

    private EvidenceJson.View view(String id) {
        Incident incident =
                incidents.find(new IncidentId(id)).orElseThrow(() -> new FleetException(IncidentError.UNKNOWN, id));
        String car = incident.facts().moment().vehicleId();
        RetentionClass retention = keeper.retention(incident);
        Optional<Retentions.Choice> choice = retentions.choice(id);
        Optional<Hold> hold = retentions.holds(id).stream().findFirst();
        String wrong = custody.judge(car);
        return new EvidenceJson.View(
                car,
                new EvidenceJson.RetentionJson(
                        retention.wireName(),
                        choice.map(Retentions.Choice::by).orElse(null),
                        choice.map(Retentions.Choice::reason).orElse(null)),
                hold.map(one -> EvidenceJson.HoldJson.of(one, clock.instant())).orElse(null),
                retentions.blobs(id).stream()
                        .map(blob -> new EvidenceJson.BlobJson(
                                blob.sha256(), blob.isClip(), blob.receivedAt(), retention.until(blob.receivedAt())))
                        .toList(),
                wrong.isEmpty() ? INTACT : wrong,
                EvidenceJson.CarChainJson.of(seals.judge(car)),
                custody.ofIncident(id).stream().map(EvidenceJson.EntryJson::of).toList());
    }

    @POST
    @Path("/hold")
    @Transactional
    public EvidenceJson.View hold(@PathParam("id") String id, EvidenceJson.@Nullable Said said) {
        keeper.hold(id, reason(said), actor());
        return view(id);
    }

    @POST
    @Path("/request-release")
    @Transactional
    public Response requestRelease(@PathParam("id") String id, EvidenceJson.@Nullable Said said) {
        return answer(id, keeper.requestRelease(id, reason(said), actor()));
    }

    @POST
    @Path("/approve-release")
    @Transactional
    public Response approveRelease(@PathParam("id") String id) {
        return answer(id, keeper.approveRelease(id, actor()));
    }

    @POST
    @Path("/withdraw-release")
    @Transactional
    public Response withdrawRelease(@PathParam("id") String id) {
        return answer(id, keeper.withdrawRelease(id, actor()));
    }

    @POST
    @Path("/retention")
    @Transactional
    public EvidenceJson.View choose(@PathParam("id") String id, EvidenceJson.@Nullable RetentionWanted wanted) {
        String name = wanted == null || wanted.retention() == null ? "" : wanted.retention();
        RetentionClass retention = RetentionClass.named(name)
                .orElseThrow(() -> new FleetException(
                        RetentionError.MALFORMED,
                        "class is one of "
                                + String.join(
                                        ", ",
                                        List.of(RetentionClass.values()).stream()
                                                .map(RetentionClass::wireName)
                                                .toList())));
        String reason =
                wanted == null || wanted.reason() == null ? "" : wanted.reason().strip();
        keeper.choose(id, retention, reason, actor());
        return view(id);
    }

    private Response answer(String id, Hold.Answer answer) {
        return switch (answer) {
            case Hold.Answer.Done _ -> Response.ok(view(id)).build();
            case Hold.Answer.WrongState wrong ->
                Problems.conflict(RetentionError.NOT_HELD, PostgresRetentions.wireName(wrong.current()));
            case Hold.Answer.SamePerson _ -> Problems.conflict(RetentionError.SAME_PERSON, "release-requested");
            case Hold.Answer.TooLate _ -> Problems.conflict(RetentionError.REQUEST_EXPIRED, "held");
        };
    }

    private static String reason(EvidenceJson.@Nullable Said said) {
        return said == null ? "" : said.reasonOrNone();
    }

    private String actor() {
        return caller.getPrincipal().getName();
    }
}
