package robotaxi.ota.artifact.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import robotaxi.ota.artifact.ArtifactUpload;
import robotaxi.ota.artifact.ContentHash;
import robotaxi.ota.store.adapter.Sql;

/** Uploads of artifacts in PostgreSQL. */
@ApplicationScoped
class UploadTable {
    private static final String SELECT = "select * from artifact_upload where ";

    private final Sql sql;

    @Inject
    UploadTable(Sql sql) {
        this.sql = sql;
    }

    void add(ArtifactUpload upload) {
        sql.write(
                "insert into artifact_upload (id, sha256, length_bytes, offset_bytes, complete, created_by, expires_at)"
                        + " values (?, ?, ?, 0, false, ?, ?)",
                upload.id(),
                upload.hash().hex(),
                upload.lengthBytes(),
                upload.createdBy(),
                upload.expiresAt());
    }

    Optional<ArtifactUpload> find(String id) {
        return sql.find(SELECT + "id = ?", UploadTable::read, id);
    }

    /** What somebody has begun to upload and may go on with. */
    Optional<ArtifactUpload> findOpen(ContentHash hash, long lengthBytes, String createdBy, Instant now) {
        return sql.find(
                SELECT + "sha256 = ? and length_bytes = ? and created_by = ? and not complete and expires_at > ?"
                        + " order by offset_bytes desc, id",
                UploadTable::read,
                hash.hex(),
                lengthBytes,
                createdBy,
                now);
    }

    /** Those whose time is over, and whole ones that have not become artifacts. */
    List<ArtifactUpload> listToSweep(Instant now) {
        return sql.list(
                SELECT + "expires_at <= ? or (not complete and offset_bytes = length_bytes) order by id",
                UploadTable::read,
                now);
    }

    /** Moves the offset; false when somebody else moved it meanwhile. */
    boolean moveOffset(String id, long from, long to, Instant expiresAt) {
        return sql.write(
                        "update artifact_upload set offset_bytes = ?, expires_at = ? where id = ? and offset_bytes = ?",
                        to,
                        expiresAt,
                        id,
                        from)
                == 1;
    }

    void complete(String id) {
        sql.write("update artifact_upload set complete = true where id = ?", id);
    }

    void remove(String id) {
        sql.write("delete from artifact_upload where id = ?", id);
    }

    private static ArtifactUpload read(ResultSet row) throws SQLException {
        return new ArtifactUpload(
                row.getString("id"),
                new ContentHash(row.getString("sha256")),
                row.getLong("length_bytes"),
                row.getLong("offset_bytes"),
                row.getBoolean("complete"),
                row.getString("created_by"),
                Sql.timeOf(row, "expires_at"));
    }
}
