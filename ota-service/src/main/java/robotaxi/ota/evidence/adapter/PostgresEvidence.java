package robotaxi.ota.evidence.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import robotaxi.ota.evidence.SignedEvidence;
import robotaxi.ota.rollout.Evidence;
import robotaxi.ota.rollout.EvidenceKind;
import robotaxi.ota.rollout.UnsignedShadows;
import robotaxi.ota.store.adapter.Sql;

/** Evidence in PostgreSQL, as it was signed. What a revoked signer passed opens nothing; what it failed still holds. Where nobody has signed anything of a shadow, what cars saw of it may do. */
@ApplicationScoped
class PostgresEvidence implements Evidence {
    private static final String SIGNER_REVOKED =
            "exists (select 1 from evidence_signer s where s.key_id = e.key_id and s.state = 'revoked')";

    private final Sql sql;
    private final UnsignedShadows shadows;

    @Inject
    PostgresEvidence(Sql sql, UnsignedShadows shadows) {
        this.sql = sql;
        this.shadows = shadows;
    }

    @Override
    public Optional<String> passed(String releaseId, EvidenceKind kind) {
        Optional<String> newest = sql.find(
                "select id, passed from release_evidence e where release_id = ? and kind = ?" + " and not (passed and "
                        + SIGNER_REVOKED + ") order by received_at desc, id limit 1",
                row -> row.getBoolean("passed") ? row.getString("id") : "",
                releaseId,
                kind.wireName());
        if (newest.isEmpty() && kind == EvidenceKind.SHADOW) {
            return shadows.passed(releaseId);
        }
        return newest.filter(id -> !id.isEmpty());
    }

    /** Keeps one, once. */
    void add(SignedEvidence evidence, Instant now) {
        sql.write(
                "insert into release_evidence (id, release_id, kind, passed, document, key_id, signature, received_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing",
                evidence.id(),
                evidence.releaseId(),
                evidence.kind().wireName(),
                evidence.passed(),
                evidence.document().canonical(),
                evidence.document().keyId(),
                evidence.document().signature(),
                now);
    }

    /** All of a release, newest first. */
    List<EvidenceResource.View> list(String releaseId) {
        return sql.list(
                "select e.*, " + SIGNER_REVOKED
                        + " as signer_revoked from release_evidence e where release_id = ? order by received_at desc, id",
                row -> new EvidenceResource.View(
                        row.getString("id"),
                        row.getString("kind"),
                        row.getBoolean("passed"),
                        row.getString("document"),
                        row.getString("key_id"),
                        row.getString("signature"),
                        Sql.timeOf(row, "received_at"),
                        row.getBoolean("signer_revoked")),
                releaseId);
    }
}
