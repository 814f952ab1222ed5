package robotaxi.ota.evidence.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;
import robotaxi.ota.evidence.SignedEvidence;
import robotaxi.ota.release.ReleaseError;
import robotaxi.ota.release.ReleaseId;
import robotaxi.ota.release.Releases;
import robotaxi.ota.rollout.SteerRollouts;

/** What has been shown of a release. Whoever brings it, its signature counts. */
@Path("/v1/releases/{id}/evidence")
class EvidenceResource {
    private final PostgresEvidence evidence;
    private final Releases releases;
    private final SteerRollouts rollouts;
    private final PostgresSigners signers;
    private final SecurityIdentity caller;
    private final Audit audit;
    private final InstantSource clock;

    @Inject
    EvidenceResource(
            PostgresEvidence evidence,
            Releases releases,
            SteerRollouts rollouts,
            PostgresSigners signers,
            SecurityIdentity caller,
            Audit audit,
            InstantSource clock) {
        this.evidence = evidence;
        this.releases = releases;
        this.rollouts = rollouts;
        this.signers = signers;
        this.caller = caller;
        this.audit = audit;
        this.clock = clock;
    }

    /** One piece, as it was signed; a pass of a revoked signer counts for nothing. */
    public record View(
            String evidenceId,
            String kind,
            boolean passed,
            String document,
            String keyId,
            String signature,
            Instant receivedAt,
            boolean signerRevoked) {}

    /** All of a release. */
    public record Page(List<View> evidence) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.SAFETY})
    @Transactional
    public Page add(@PathParam("id") String id, byte[] body) {
        known(id);
        SignedEvidence shown = SignedEvidence.verified(body, id, signers.counting());
        evidence.add(shown, clock.instant());
        audit.record(
                caller.getPrincipal().getName(),
                "release.evidence",
                id,
                shown.kind().wireName() + " " + (shown.passed() ? "pass" : "fail") + " " + shown.id());
        rollouts.evidenceCame(id);
        return new Page(evidence.list(id));
    }

    @GET
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    @Transactional
    public Page list(@PathParam("id") String id) {
        known(id);
        return new Page(evidence.list(id));
    }

    private void known(String id) {
        if (releases.find(ReleaseId.parse(id)).isEmpty()) {
            throw new FleetException(ReleaseError.UNKNOWN, id);
        }
    }
}
