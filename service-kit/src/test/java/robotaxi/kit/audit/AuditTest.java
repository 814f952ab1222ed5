package robotaxi.kit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import robotaxi.kit.KitStack;

@QuarkusTest
@QuarkusTestResource(KitStack.class)
class AuditTest {
    @Inject
    Audit audit;

    @Inject
    DataSource database;

    @BeforeEach
    void forget() throws SQLException {
        execute("truncate audit_entry restart identity");
    }

    @Test
    void everyEntryIsBoundToTheOneBefore() throws SQLException {
        record("anna", "rollout.pause", "rollout-1", "too many hard brakes");
        record("anna", "rollout.resume", "rollout-1", "");
        record("bert", "ride.cancel", "ride-9", "");
        assertThat(firstBroken()).isEmpty();
        assertThat(count()).isEqualTo(3);
    }

    @Test
    void manyWritersAtOnceStillMakeOneChain() throws SQLException {
        CompletableFuture.allOf(IntStream.range(0, 6)
                        .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                            for (int i = 0; i < 5; i++) {
                                record("writer-" + writer, "test.write", "subject-" + i, "");
                            }
                        }))
                        .toArray(CompletableFuture[]::new))
                .join();
        assertThat(count()).isEqualTo(30);
        assertThat(firstBroken()).isEmpty();
    }

    @Test
    void aChangedEntryShows() throws SQLException {
        threeEntries();
        execute("update audit_entry set actor = 'nobody' where position = 2");
        assertThat(firstBroken()).hasValue(2);
    }

    @Test
    void aChangedEntryWithANewHashBreaksItsFollower() throws SQLException {
        threeEntries();
        execute("update audit_entry set hash = repeat('a', 64) where position = 1");
        assertThat(firstBroken()).hasValue(1);
    }

    @Test
    void aRemovedEntryShows() throws SQLException {
        threeEntries();
        execute("delete from audit_entry where position = 2");
        assertThat(firstBroken()).hasValue(3);
    }

    @Test
    void fieldsCannotBeMovedIntoEachOther() {
        var time = java.time.Instant.EPOCH;
        assertThat(Audit.hash("", time, "ab", "c", "d", "e")).isNotEqualTo(Audit.hash("", time, "a", "bc", "d", "e"));
    }

    private void threeEntries() {
        IntStream.rangeClosed(1, 3).forEach(i -> record("anna", "test.write", "subject-" + i, ""));
    }

    private void record(String actor, String action, String subject, String reason) {
        QuarkusTransaction.requiringNew().run(() -> audit.record(actor, action, subject, reason));
    }

    /** Walks the chain as an auditor would. */
    private OptionalLong firstBroken() throws SQLException {
        String previous = "0".repeat(64);
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "select position, time, actor, action, subject, reason, previous_hash, hash"
                                + " from audit_entry order by position");
                var rows = query.executeQuery()) {
            while (rows.next()) {
                String expected = Audit.hash(
                        previous,
                        rows.getTimestamp(2).toInstant(),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(5),
                        rows.getString(6));
                if (!rows.getString(7).equals(previous) || !rows.getString(8).equals(expected)) {
                    return OptionalLong.of(rows.getLong(1));
                }
                previous = expected;
            }
        }
        return OptionalLong.empty();
    }

    private int count() throws SQLException {
        try (var connection = database.getConnection();
                var rows = connection.createStatement().executeQuery("select count(*) from audit_entry")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private void execute(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var prepared = connection.createStatement()) {
            prepared.execute(statement);
        }
    }
}
