package robotaxi.dispatch.ride.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.api.adapter.Answer;
import robotaxi.dispatch.api.adapter.Answers;
import robotaxi.dispatch.api.adapter.CallHeaders;
import robotaxi.dispatch.ride.RideError;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** Operators' list of what riders said, and what was done about it. */
@Path("/v1/notes")
public class NoteResource {
    private static final int LARGEST_PAGE = 200;

    private final EntityManager entities;
    private final Answers answers;
    private final InstantSource clock;
    private final SecurityIdentity identity;

    @Inject
    NoteResource(EntityManager entities, Answers answers, InstantSource clock, SecurityIdentity identity) {
        this.entities = entities;
        this.answers = answers;
        this.clock = clock;
        this.identity = identity;
    }

    /** What was done. */
    public record CloseRequest(@Nullable String answer) {}

    /**
     * A page of notes, oldest first.
     *
     * @param nextCursor give it back for the next page; null at the end
     */
    public record NotePage(List<NoteJson> notes, @Nullable String nextCursor) {}

    /** Calls for help and lost items, the open ones unless all are asked for. */
    @GET
    @Transactional
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public NotePage list(
            @QueryParam("all") @DefaultValue("false") boolean all,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        int size = Math.clamp(limit, 1, LARGEST_PAGE);
        List<NoteRow> rows = entities.createQuery("""
                        from NoteRow where id > ?1 and kind <> ?2 and (?3 = true or closedAt is null) order by id""", NoteRow.class)
                .setParameter(1, cursor)
                .setParameter(2, NoteRow.Kind.RATING)
                .setParameter(3, all)
                .setMaxResults(size + 1)
                .getResultList();
        List<NoteJson> page = rows.stream().limit(size).map(NoteJson::of).toList();
        return new NotePage(page, rows.size() > size ? rows.get(size - 1).id : null);
    }

    /** Says what was done; the rider sees it. */
    @POST
    @Path("/{id}/close")
    @Transactional
    @RolesAllowed(Roles.OPERATOR)
    @APIResponseSchema(value = NoteJson.class, responseCode = "200")
    public Response close(@PathParam("id") String id, @BeanParam CallHeaders headers, @Nullable CloseRequest request) {
        String answer = RideError.BAD_REQUEST.needed(request == null ? null : request.answer(), "answer");
        String name = identity.getPrincipal().getName();
        return answers.once(name, "POST /v1/notes/" + id + "/close", headers, request, () -> closed(id, name, answer))
                .response();
    }

    private Answer closed(String id, String name, String answer) {
        NoteRow row = entities.find(NoteRow.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (row == null) {
            throw new FleetException(RideError.NOTE_UNKNOWN, id);
        }
        if (row.closedAt != null) {
            return answers.refusal(RideError.NOTE_CLOSED, null, "closed");
        }
        row.closedAt = clock.instant();
        row.closedBy = name;
        row.answer = answer;
        return answers.of(Response.Status.OK.getStatusCode(), NoteJson.of(row), null);
    }
}
