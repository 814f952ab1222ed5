package robotaxi.ota.evidence.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;
import robotaxi.ota.evidence.EvidenceError;
import robotaxi.ota.evidence.RevokeSigners;
import robotaxi.ota.evidence.Signer;

/** Whose signatures show something of a release, and how that ends. */
@Path("/v1/evidence-signers")
class SignerResource {
    private final PostgresSigners signers;
    private final RevokeSigners revoke;
    private final SecurityIdentity caller;
    private final Audit audit;

    @Inject
    SignerResource(PostgresSigners signers, RevokeSigners revoke, SecurityIdentity caller, Audit audit) {
        this.signers = signers;
        this.revoke = revoke;
        this.caller = caller;
        this.audit = audit;
    }

    /** A key; why, by whom and since when only while somebody doubts it. */
    public record View(
            String keyId,
            String state,
            @Nullable String reason,
            @Nullable String doubtedBy,
            @Nullable Instant doubtedAt,
            List<String> approvers,
            @Nullable Instant revokedAt) {
        static View of(Signer signer) {
            return switch (signer) {
                case Signer.Trusted(String keyId) -> new View(keyId, signer.state(), null, null, null, List.of(), null);
                case Signer.Doubted(String keyId, Signer.Doubt doubt, List<String> approvers) ->
                    of(keyId, signer, doubt, approvers, null);
                case Signer.Revoked(String keyId, Signer.Doubt doubt, List<String> approvers, Instant at) ->
                    of(keyId, signer, doubt, approvers, at);
            };
        }

        private static View of(
                String keyId, Signer signer, Signer.Doubt doubt, List<String> approvers, @Nullable Instant at) {
            return new View(keyId, signer.state(), doubt.reason(), doubt.by(), doubt.at(), approvers, at);
        }
    }

    /** All of them. */
    public record Page(List<View> signers) {}

    /** Why. */
    public record Reason(@Nullable String reason) {}

    @GET
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    @Transactional
    public Page list() {
        return new Page(signers.list().stream().map(View::of).toList());
    }

    @POST
    @Path("/{keyId}/revoke")
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY})
    @Transactional
    public View doubt(@PathParam("keyId") String keyId, @Nullable Reason body) {
        String reason = needed(body);
        return noted("signer.doubt", revoke.doubt(keyId, actor(), reason), reason);
    }

    @POST
    @Path("/{keyId}/approve")
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.SAFETY})
    @Transactional
    public View approve(@PathParam("keyId") String keyId, @Nullable Reason body) {
        Signer signer = revoke.approve(keyId, actor());
        String act = signer instanceof Signer.Revoked ? "signer.revoke" : "signer.approve";
        return noted(act, signer, body == null || body.reason() == null ? "" : body.reason());
    }

    @POST
    @Path("/{keyId}/keep")
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.SAFETY})
    @Transactional
    public View keep(@PathParam("keyId") String keyId, @Nullable Reason body) {
        String reason = needed(body);
        return noted("signer.keep", revoke.keep(keyId), reason);
    }

    private View noted(String act, Signer signer, String reason) {
        audit.record(actor(), act, signer.keyId(), reason);
        return View.of(signer);
    }

    private static String needed(@Nullable Reason body) {
        if (body == null || body.reason() == null || body.reason().isBlank()) {
            throw new FleetException(EvidenceError.MALFORMED, "a key is judged for a reason");
        }
        return body.reason().replace('\0', ' ');
    }

    private String actor() {
        return caller.getPrincipal().getName();
    }
}
