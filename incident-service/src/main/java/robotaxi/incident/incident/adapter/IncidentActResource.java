package robotaxi.incident.incident.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.incident.FirstLooks;
import robotaxi.incident.incident.IncidentError;
import robotaxi.incident.incident.IncidentId;
import robotaxi.incident.incident.Incidents;
import robotaxi.incident.incident.JudgeIncidents;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.problem.Problems;
import robotaxi.kit.security.Roles;

/** What people do with incidents. An act that the state forbids is a 409 that says the state. */
@Path("/v1/incidents/{id}")
@RolesAllowed({Roles.OPERATOR, Roles.SAFETY})
class IncidentActResource {
    private static final IncidentJson.Said NOTHING = new IncidentJson.Said(null, null, null, null);

    private final Incidents incidents;
    private final JudgeIncidents judge;
    private final SecurityIdentity caller;
    private final Audit audit;
    private final FirstLooks looks;

    @Inject
    IncidentActResource(
            Incidents incidents, JudgeIncidents judge, FirstLooks looks, SecurityIdentity caller, Audit audit) {
        this.looks = looks;
        this.incidents = incidents;
        this.judge = judge;
        this.caller = caller;
        this.audit = audit;
    }

    @POST
    @Path("/triage")
    @Transactional
    public Response triage(@PathParam("id") String id, IncidentJson.@Nullable TriageWanted wanted) {
        if (wanted == null || wanted.severity() == null) {
            return Problems.of(IncidentError.MALFORMED, "severity is needed");
        }
        String note = wanted.note() == null ? "" : wanted.note();
        return answer(judge.triage(new IncidentId(id), wanted.severity(), note, actor()), "triage", note);
    }

    @POST
    @Path("/investigate")
    @Transactional
    public Response investigate(@PathParam("id") String id, IncidentJson.@Nullable Said said) {
        String note = or(said).noteOrNone();
        return answer(judge.investigate(new IncidentId(id), note, actor()), "investigate", note);
    }

    @POST
    @Path("/label")
    @Transactional
    public Response label(@PathParam("id") String id, IncidentJson.@Nullable LabelsWanted wanted) {
        List<String> labels = wanted == null || wanted.labels() == null ? List.of() : wanted.labels();
        String note = wanted == null || wanted.note() == null ? "" : wanted.note();
        return answer(judge.label(new IncidentId(id), labels, note, actor()), "label", String.join(", ", labels));
    }

    @POST
    @Path("/link-fix")
    @Transactional
    public Response linkFix(@PathParam("id") String id, IncidentJson.@Nullable Said said) {
        String reference = or(said).referenceOrNone();
        return answer(judge.linkFix(new IncidentId(id), reference, actor()), "link-fix", reference);
    }

    @POST
    @Path("/regression")
    @Transactional
    public Response regression(@PathParam("id") String id, IncidentJson.@Nullable RegressionWanted wanted) {
        if (wanted == null || wanted.passed() == null) {
            return Problems.of(IncidentError.MALFORMED, "passed is needed");
        }
        String reference = wanted.reference() == null ? "" : wanted.reference();
        return answer(
                judge.regression(new IncidentId(id), wanted.passed(), reference, actor()), "regression", reference);
    }

    @POST
    @Path("/close")
    @Transactional
    public Response close(@PathParam("id") String id, IncidentJson.@Nullable Said said) {
        String reason = or(said).reasonOrNone();
        return answer(judge.close(new IncidentId(id), reason, actor()), "close", reason);
    }

    @POST
    @Path("/reopen")
    @Transactional
    public Response reopen(@PathParam("id") String id, IncidentJson.@Nullable Said said) {
        String reason = or(said).reasonOrNone();
        return answer(judge.reopen(new IncidentId(id), reason, actor()), "reopen", reason);
    }

    @POST
    @Path("/assign")
    @Transactional
    public Response assign(@PathParam("id") String id, IncidentJson.@Nullable AssigneeWanted wanted) {
        String assignee = wanted == null || wanted.assignee() == null ? "" : wanted.assignee();
        return answer(judge.assign(new IncidentId(id), assignee, actor()), "assign", assignee);
    }

    /** Auditors may ask, too. */
    @POST
    @Path("/comment")
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    @Transactional
    public IncidentJson.NoteJson comment(@PathParam("id") String id, IncidentJson.@Nullable Said said) {
        return IncidentJson.NoteJson.of(judge.comment(new IncidentId(id), or(said).textOrNone(), actor()));
    }

    private static IncidentJson.Said or(IncidentJson.@Nullable Said said) {
        return said == null ? NOTHING : said;
    }

    private Response answer(JudgeIncidents.Answer answer, String act, String reason) {
        return switch (answer) {
            case JudgeIncidents.Done done -> {
                audit.record(
                        actor(), "incident." + act, done.incident().facts().id().value(), reason);
                yield Response.ok(IncidentJson.View.of(done.incident(), incidents, looks))
                        .build();
            }
            case JudgeIncidents.Refused refused ->
                Problems.conflict(
                        IncidentError.ILLEGAL_ACT, refused.current().state().wireName());
        };
    }

    private String actor() {
        return caller.getPrincipal().getName();
    }
}
