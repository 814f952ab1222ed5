package robotaxi.ota.record.adapter;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.kit.audit.AuditLog;
import robotaxi.kit.security.Roles;

/** Who did what to releases, rollouts and cars' updates, and why. */
@Path("/v1/audit")
class AuditResource {
    private static final int MOST = 500;

    private final AuditLog log;

    @Inject
    AuditResource(AuditLog log) {
        this.log = log;
    }

    /**
     * Entries, the newest first.
     *
     * @param next the {@code before} of the next page, or null after the last
     */
    public record Page(
            List<AuditLog.Written> entries, @Nullable Long next) {}

    @GET
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.SAFETY, Roles.AUDITOR})
    public Page list(
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("before") @Nullable Long before,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        int most = Math.clamp(limit, 1, MOST);
        List<AuditLog.Written> entries = log.list(subject, actor, before, most);
        return new Page(
                entries, entries.size() < most ? null : entries.getLast().position());
    }
}
