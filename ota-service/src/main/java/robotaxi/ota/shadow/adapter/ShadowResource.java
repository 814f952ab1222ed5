package robotaxi.ota.shadow.adapter;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;
import robotaxi.ota.release.ReleaseError;
import robotaxi.ota.release.ReleaseId;
import robotaxi.ota.release.Releases;
import robotaxi.ota.shadow.ShadowSums;

/** What cars saw of a release that did not drive. */
@Path("/v1/releases/{id}/shadow")
class ShadowResource {
    private final PostgresShadows shadows;
    private final Releases releases;
    private final ShadowConfig config;

    @Inject
    ShadowResource(PostgresShadows shadows, Releases releases, ShadowConfig config) {
        this.shadows = shadows;
        this.releases = releases;
        this.config = config;
    }

    /** In numbers that a person can judge. */
    public record Summary(
            long moments,
            double meanErrorMetres,
            double meanFinalErrorMetres,
            double intentAgreement,
            double reasonAgreement,
            double extraDiscomfort,
            double faultShare,
            List<Long> averageErrors,
            List<Long> finalErrors) {
        static Summary of(ShadowSums sums) {
            double moments = Math.max(1, sums.moments());
            return new Summary(
                    sums.moments(),
                    sums.meanErrorMetres(),
                    sums.finalErrorSumMetres() / moments,
                    sums.intentAgreement(),
                    sums.sameReason() / moments,
                    sums.extraDiscomfort(),
                    sums.faultShare(),
                    sums.averageErrors(),
                    sums.finalErrors());
        }
    }

    /** In one place, beside one release. */
    public record Place(
            String cell,
            String activeReleaseId,
            String candidateManifestSha256,
            Instant firstAt,
            Instant lastAt,
            Summary summary) {}

    /** All of a release. */
    public record View(boolean opensGate, List<String> missing, Summary total, List<Place> places) {}

    @GET
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    @Transactional
    public View get(@PathParam("id") String id) {
        if (releases.find(ReleaseId.parse(id)).isEmpty()) {
            throw new FleetException(ReleaseError.UNKNOWN, id);
        }
        List<PostgresShadows.Row> rows = shadows.list(id);
        ShadowSums all = ShadowEvidence.sums(rows);
        return new View(
                config.opensGate(),
                config.terms().missing(all),
                Summary.of(all),
                rows.stream()
                        .map(row -> new Place(
                                row.cell(),
                                row.activeReleaseId(),
                                row.candidateManifestSha256(),
                                row.firstAt(),
                                row.lastAt(),
                                Summary.of(row.sums())))
                        .toList());
    }
}
