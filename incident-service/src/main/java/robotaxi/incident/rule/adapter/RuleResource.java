package robotaxi.incident.rule.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.rule.DecisionTable;
import robotaxi.incident.rule.RuleError;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.problem.Problems;
import robotaxi.kit.security.Roles;

/** The decision table: read, tried, changed. A change counts for what happens, and is answered, from then on. */
@Path("/v1/decision-table")
class RuleResource {
    private final PostgresDecisionTables tables;
    private final SecurityIdentity caller;
    private final Audit audit;
    private final InstantSource clock;

    @Inject
    RuleResource(PostgresDecisionTables tables, SecurityIdentity caller, Audit audit, InstantSource clock) {
        this.tables = tables;
        this.caller = caller;
        this.audit = audit;
        this.clock = clock;
    }

    /** A version of it; the shipped one, version 0, was changed by nobody. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record VersionJson(
            long version,
            @Nullable String changedBy,
            @Nullable String reason,
            @Nullable Instant changedAt,
            TableJson table) {
        static VersionJson of(PostgresDecisionTables.Version version) {
            return new VersionJson(
                    version.table().version(),
                    version.by(),
                    version.reason(),
                    version.at(),
                    TableJson.of(version.table()));
        }
    }

    /** A change with its reason. */
    public record Change(
            @Nullable TableJson table, @Nullable String reason) {}

    /** Facts, and the table to try on them; without one, the table that counts. */
    public record Trial(
            @Nullable Map<String, String> facts, @Nullable TableJson table) {}

    /** What a table says of facts. */
    public record DecisionJson(long tableVersion, int severity, Set<String> deadlines, List<String> rows) {
        static DecisionJson of(DecisionTable.Decision decision) {
            return new DecisionJson(
                    decision.tableVersion(), decision.severity(), decision.deadlines(), decision.rows());
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public Response current() {
        VersionJson current = tables.newest()
                .map(VersionJson::of)
                .orElseGet(() -> new VersionJson(0, null, null, null, TableJson.of(tables.current())));
        return Response.ok(current).tag(Long.toString(current.version())).build();
    }

    /** All that were made here, the newest first. */
    @GET
    @Path("/versions")
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public List<VersionJson> versions() {
        return tables.list().stream().map(VersionJson::of).toList();
    }

    /** What it would say; nothing changes. */
    @POST
    @Path("/try")
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public DecisionJson tried(@Nullable Trial trial) {
        if (trial == null || trial.facts() == null) {
            throw new FleetException(RuleError.MALFORMED, "facts are needed");
        }
        TableJson given = trial.table();
        DecisionTable table = given == null
                ? tables.current()
                : usable(given, tables.current().version());
        return DecisionJson.of(table.decide(trial.facts()));
    }

    /** In place of the version that If-Match names. */
    @PUT
    @Transactional
    @RolesAllowed(Roles.SAFETY)
    public Response change(@Nullable @HeaderParam("If-Match") String ifMatch, @Nullable Change change) {
        if (change == null
                || change.table() == null
                || change.reason() == null
                || change.reason().isBlank()) {
            return Problems.of(RuleError.MALFORMED, "table and reason are needed");
        }
        long before = tables.current().version();
        DecisionTable table = usable(change.table(), before + 1);
        String who = caller.getPrincipal().getName();
        boolean isCurrent = ifMatch != null && ifMatch.equals("\"" + before + "\"");
        if (!isCurrent || !tables.add(table, who, change.reason(), clock.instant())) {
            return Problems.conflict(RuleError.CHANGED, Long.toString(before));
        }
        audit.record(who, "rules.change", Long.toString(table.version()), change.reason());
        return current();
    }

    private static DecisionTable usable(TableJson table, long version) {
        try {
            return table.table(version);
        } catch (IllegalArgumentException e) {
            throw new FleetException(RuleError.MALFORMED, String.valueOf(e.getMessage()), null, e);
        }
    }
}
