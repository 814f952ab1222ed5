package robotaxi.incident.report.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.custody.CustodyAct;
import robotaxi.incident.custody.CustodyLog;
import robotaxi.incident.incident.IncidentId;
import robotaxi.incident.incident.Incidents;
import robotaxi.incident.report.FileReports;
import robotaxi.incident.report.Filed;
import robotaxi.incident.report.ReportError;
import robotaxi.incident.report.Reports;
import robotaxi.incident.report.SgoDraft;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** The incident report of NHTSA's Standing General Order: what is known, what is asked, what was filed. */
@Path("/v1/incidents/{id}/reports/sgo")
class ReportResource {
    private final FileReports files;
    private final Reports reports;
    private final SecurityIdentity caller;
    private final Audit audit;
    private final Incidents incidents;
    private final CustodyLog custody;

    @Inject
    ReportResource(
            FileReports files,
            Reports reports,
            SecurityIdentity caller,
            Audit audit,
            Incidents incidents,
            CustodyLog custody) {
        this.incidents = incidents;
        this.custody = custody;
        this.files = files;
        this.reports = reports;
        this.caller = caller;
        this.audit = audit;
    }

    /**
     * A column.
     *
     * @param kind text, flag, choice, month, time, number or agency
     * @param origin signal, setting, person or open
     * @param isAsked whether it has to be said before the report is filed
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record CellJson(
            int number,
            String name,
            String kind,
            List<String> choices,
            @JsonInclude String value,
            String origin,
            String source,
            @JsonInclude boolean isAsked) {
        static CellJson of(SgoDraft.Cell cell) {
            return new CellJson(
                    cell.column().number(),
                    cell.column().name(),
                    cell.column().kind().name().toLowerCase(Locale.ROOT),
                    cell.column().choices(),
                    cell.value(),
                    cell.origin().name().toLowerCase(Locale.ROOT),
                    cell.source(),
                    cell.isAsked());
        }
    }

    /** A report that was filed. */
    public record FiledJson(int version, String type, String sha256, String reference, String by, Instant at) {
        static FiledJson of(Filed filed) {
            return new FiledJson(
                    filed.version(), filed.type(), filed.sha256(), filed.reference(), filed.by(), filed.at());
        }
    }

    /**
     * The report under way.
     *
     * @param missing columns, and groups of flags, without which it cannot be filed
     */
    public record DraftJson(List<CellJson> cells, List<String> missing, List<FiledJson> filed) {}

    /** What the regulator calls it. */
    public record FileWanted(@Nullable String reference) {}

    @GET
    @Transactional
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public DraftJson draft(@PathParam("id") String id) {
        return json(id, files.draft(new IncidentId(id)));
    }

    private DraftJson json(String id, SgoDraft draft) {
        return new DraftJson(
                draft.cells().stream().map(CellJson::of).toList(),
                draft.missing(),
                reports.filed(id).stream().map(FiledJson::of).toList());
    }

    /** Columns by name; what is not named stays, an empty value takes an answer back. */
    @POST
    @Path("/answers")
    @Transactional
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY})
    public DraftJson answer(@PathParam("id") String id, @Nullable Map<String, String> values) {
        if (values == null || values.isEmpty() || values.containsValue(null)) {
            throw new FleetException(ReportError.BAD_ANSWER, "columns with texts are needed");
        }
        String who = caller.getPrincipal().getName();
        SgoDraft draft = files.answer(new IncidentId(id), values, who);
        audit.record(who, "report.answer", id, String.join(", ", values.keySet()));
        return json(id, draft);
    }

    /** Keeps it as it is, for ever, and ends the deadline that asked for it. */
    @POST
    @Path("/file")
    @Transactional
    @RolesAllowed(Roles.SAFETY)
    public FiledJson file(@PathParam("id") String id, @Nullable FileWanted wanted) {
        String reference = wanted == null || wanted.reference() == null ? "" : wanted.reference();
        String who = caller.getPrincipal().getName();
        Filed filed = files.file(new IncidentId(id), reference, who);
        audit.record(who, "report.file", id, filed.type() + " " + filed.sha256());
        incidents
                .find(new IncidentId(id))
                .ifPresent(incident -> custody.add(
                        incident.facts().moment().vehicleId(),
                        new CustodyAct("report-filed", id, "", who, filed.sha256(), Map.of("type", filed.type()))));
        return FiledJson.of(filed);
    }

    /** The draft as a file with the header, as it stands. */
    @GET
    @Path("/draft.csv")
    @Produces("text/csv")
    @Transactional
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public Response csv(@PathParam("id") String id) {
        return file(ReportWiring.file(files.draft(new IncidentId(id)).row()), "draft-" + id);
    }

    /** What was filed, byte by byte. */
    @GET
    @Path("/filed/{version}.csv")
    @Produces("text/csv")
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public Response filed(@PathParam("id") String id, @PathParam("version") int version) {
        Filed found = reports.filed(id).stream()
                .filter(filed -> filed.version() == version)
                .findFirst()
                .orElseThrow(() -> new FleetException(ReportError.FILED_UNKNOWN, id + " " + version));
        return file(found.content(), "sgo-" + id + "-" + version);
    }

    private static Response file(String content, String name) {
        return Response.ok(content.getBytes(UTF_8))
                .header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"")
                .build();
    }
}
