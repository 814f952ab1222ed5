package robotaxi.dispatch.api.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.ride.RideError;
import robotaxi.kit.problem.ErrorCode;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.problem.Problem;

/**
 * Answers that are kept with the transaction that they tell of: the same key and the same body get the same answer for two days,
 * whatever happened to the process in between.
 */
@ApplicationScoped
public class Answers {
    private static final int TIDY_EVERY = 1_000;

    private final EntityManager entities;
    private final ObjectMapper json;
    private final AtomicInteger kept = new AtomicInteger();

    @Inject
    Answers(EntityManager entities, ObjectMapper json) {
        this.entities = entities;
        this.json = json;
    }

    /**
     * Does something once a key, inside the transaction under way. A refusal is an answer and is kept; an exception is none.
     *
     * @param caller who asks; keys of two callers never meet
     * @param act what is asked, method and path
     * @param body what is asked in detail
     * @throws FleetException {@code ride.idempotency-mismatch} if the key came with another body before
     */
    public Answer once(String caller, String act, CallHeaders headers, @Nullable Object body, Supplier<Answer> work) {
        String key = headers.idempotencyKey();
        if (key == null) {
            return work.get();
        }
        String hash = hash(text(body));
        // Two calls with one key wait for each other here, and the second one finds the first one's answer.
        entities.createNativeQuery("select cast(pg_advisory_xact_lock(hashtextextended(?1, 0)) as text)")
                .setParameter(1, caller + "\n" + act + "\n" + key)
                .getSingleResult();
        List<?> earlier = entities.createNativeQuery("""
                        select request_hash, status, media_type, body, etag, location from kept_answer
                        where caller = ?1 and act = ?2 and key = ?3""")
                .setParameter(1, caller)
                .setParameter(2, act)
                .setParameter(3, key)
                .getResultList();
        if (!earlier.isEmpty()) {
            return again((Object[]) earlier.getFirst(), hash);
        }
        Answer answer = work.get();
        keep(caller, act, key, hash, answer);
        return answer;
    }

    /** The same for what writes nothing itself: a transaction is begun only where there is a key to keep the answer under. */
    public Answer onceWithoutEffect(
            String caller, String act, CallHeaders headers, @Nullable Object body, Supplier<Answer> work) {
        return headers.idempotencyKey() == null
                ? work.get()
                : QuarkusTransaction.requiringNew().call(() -> once(caller, act, headers, body, work));
    }

    private static Answer again(Object[] row, String hash) {
        if (!hash.equals(row[0])) {
            throw new FleetException(RideError.IDEMPOTENCY_MISMATCH, "The key came with another body before");
        }
        return new Answer(
                ((Number) row[1]).intValue(), (String) row[2], (String) row[3], (String) row[4], (String) row[5], true);
    }

    private void keep(String caller, String act, String key, String hash, Answer answer) {
        entities.createNativeQuery("""
                        insert into kept_answer (caller, act, key, request_hash, status, media_type, body, etag, location)
                        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)""")
                .setParameter(1, caller)
                .setParameter(2, act)
                .setParameter(3, key)
                .setParameter(4, hash)
                .setParameter(5, answer.status())
                .setParameter(6, answer.mediaType())
                .setParameter(7, answer.body())
                .setParameter(8, answer.etag())
                .setParameter(9, answer.location())
                .executeUpdate();
        if (kept.incrementAndGet() % TIDY_EVERY == 0) {
            entities.createNativeQuery("delete from kept_answer where time < now() - interval '2 days'")
                    .executeUpdate();
        }
    }

    /** A good answer. */
    public Answer of(int status, Object body, @Nullable String etag) {
        return new Answer(status, MediaType.APPLICATION_JSON, text(body), etag, null, false);
    }

    /** Something was made, and can be found there. */
    public Answer created(String location, Object body, @Nullable String etag) {
        int status = Response.Status.CREATED.getStatusCode();
        return new Answer(status, MediaType.APPLICATION_JSON, text(body), etag, location, false);
    }

    /** A refusal. */
    public Answer refusal(ErrorCode code, @Nullable String detail, @Nullable String currentState) {
        Problem problem = Problem.of(code, detail, currentState);
        return new Answer(problem.status(), Problem.MEDIA_TYPE, text(problem), null, null, false);
    }

    private String text(@Nullable Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer of ours cannot be written", e);
        }
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
