package robotaxi.ota.evidence.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.evidence.Signer;
import robotaxi.ota.evidence.Signers;
import robotaxi.ota.store.adapter.Sql;
import robotaxi.ota.trust.TufKey;

/** The configured keys, and in PostgreSQL what people think of them: a key without a row is trusted. */
@ApplicationScoped
class PostgresSigners implements Signers {
    private final Sql sql;
    private final List<TufKey> configured;

    @Inject
    PostgresSigners(Sql sql, EvidenceConfig config) {
        this.sql = sql;
        this.configured =
                config.keys().orElse(List.of()).stream().map(TufKey::new).toList();
    }

    /** The keys that show something of a release. */
    List<TufKey> counting() {
        Set<String> revoked = new HashSet<>(
                sql.list("select key_id from evidence_signer where state = 'revoked'", row -> row.getString(1)));
        return configured.stream().filter(key -> !revoked.contains(key.keyId())).toList();
    }

    @Override
    public List<Signer> list() {
        return sql.list("""
                select k.key_id, coalesce(s.state, 'trusted') as state, s.reason, s.doubted_by, s.doubted_at, s.revoked_at,
                       coalesce(s.approvers, '{}') as approvers
                from (select unnest(?::text[]) as key_id union select key_id from evidence_signer) k
                     left join evidence_signer s using (key_id)
                order by 1""", PostgresSigners::read, (Object) keyIds());
    }

    private String[] keyIds() {
        return configured.stream().map(TufKey::keyId).toArray(String[]::new);
    }

    @Override
    public Optional<Signer> lock(String keyId) {
        if (Stream.of(keyIds()).anyMatch(keyId::equals)) {
            sql.write(
                    "insert into evidence_signer (key_id, state) values (?, 'trusted') on conflict (key_id) do nothing",
                    keyId);
        }
        return sql.find("select * from evidence_signer where key_id = ? for update", PostgresSigners::read, keyId);
    }

    private static Signer read(ResultSet row) throws SQLException {
        String keyId = row.getString("key_id");
        String state = row.getString("state");
        if (state.equals("trusted")) {
            return new Signer.Trusted(keyId);
        }
        var doubt = new Signer.Doubt(
                Objects.requireNonNull(row.getString("reason")),
                Objects.requireNonNull(row.getString("doubted_by")),
                Sql.timeOf(row, "doubted_at"));
        List<String> approvers = List.of((String[]) row.getArray("approvers").getArray());
        return state.equals("doubted")
                ? new Signer.Doubted(keyId, doubt, approvers)
                : new Signer.Revoked(keyId, doubt, approvers, Sql.timeOf(row, "revoked_at"));
    }

    @Override
    public void save(Signer signer) {
        switch (signer) {
            case Signer.Trusted _ -> write(signer, null, List.of(), null);
            case Signer.Doubted doubted -> write(signer, doubted.doubt(), doubted.approvers(), null);
            case Signer.Revoked revoked -> write(signer, revoked.doubt(), revoked.approvers(), revoked);
        }
    }

    private void write(
            Signer signer, Signer.@Nullable Doubt doubt, List<String> approvers, Signer.@Nullable Revoked revoked) {
        sql.write(
                "update evidence_signer set state = ?, reason = ?, doubted_by = ?, doubted_at = ?, approvers = ?,"
                        + " revoked_at = ? where key_id = ?",
                signer.state(),
                doubt == null ? null : doubt.reason(),
                doubt == null ? null : doubt.by(),
                doubt == null ? null : doubt.at(),
                approvers.toArray(String[]::new),
                revoked == null ? null : revoked.revokedAt(),
                signer.keyId());
    }
}
