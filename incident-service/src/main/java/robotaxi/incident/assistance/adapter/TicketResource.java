package robotaxi.incident.assistance.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.assistance.Advice;
import robotaxi.incident.assistance.AssistError;
import robotaxi.incident.assistance.Ticket;
import robotaxi.incident.assistance.WorkDesk;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.problem.Problems;
import robotaxi.kit.security.Roles;

/** Questions of cars: who holds them, and what is answered. */
@Path("/v1/assistance/tickets")
@RolesAllowed({Roles.OPERATOR, Roles.SAFETY})
class TicketResource {
    private final WorkDesk desk;
    private final PostgresTickets tickets;
    private final LiveScenes scenes;
    private final AssistRecords records;
    private final SecurityIdentity caller;
    private final Audit audit;

    @Inject
    TicketResource(
            WorkDesk desk,
            PostgresTickets tickets,
            LiveScenes scenes,
            AssistRecords records,
            SecurityIdentity caller,
            Audit audit) {
        this.desk = desk;
        this.tickets = tickets;
        this.scenes = scenes;
        this.records = records;
        this.caller = caller;
        this.audit = audit;
    }

    /** Those that are not over. */
    public record Queue(List<TicketJson> tickets) {}

    /** What gives a question back, or on. */
    public record HandOver(
            @Nullable Long fence,
            @Nullable String to,
            @Nullable String note) {}

    /** Those that are not over, the most urgent first. */
    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public Queue queue() {
        return new Queue(tickets.listLive().stream().map(TicketJson::of).toList());
    }

    /** One. */
    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public TicketJson one(@PathParam("id") String id) {
        return TicketJson.of(tickets.find(id).orElseThrow(() -> new FleetException(AssistError.UNKNOWN, id)));
    }

    /** The record of one question, line by line; no line of it is ever changed. */
    @GET
    @Path("/{id}/record")
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public List<AssistRecords.LineJson> record(@PathParam("id") String id) {
        if (tickets.find(id).isEmpty()) {
            throw new FleetException(AssistError.UNKNOWN, id);
        }
        return records.lines(id);
    }

    /** What the car shows: the last minute, then each picture as it comes. */
    @GET
    @Path("/{id}/live")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.TEXT_PLAIN)
    public Multi<String> live(@PathParam("id") String id) {
        return scenes.watch(id);
    }

    /** Takes it. */
    @POST
    @Path("/{id}/claim")
    @Transactional
    public Response claim(@PathParam("id") String id) {
        return answer(desk.claim(id, person()));
    }

    /** Gives it back, or with {@code to} straight to somebody else. */
    @POST
    @Path("/{id}/hand-over")
    @Transactional
    public Response handOver(@PathParam("id") String id, @Nullable HandOver wanted) {
        if (wanted == null || wanted.fence() == null) {
            return Problems.of(AssistError.MALFORMED, "fence is needed");
        }
        String to = wanted.to() == null ? "" : ReportWire.text(wanted.to()).trim();
        String note = wanted.note() == null ? "" : ReportWire.text(wanted.note());
        return answer(desk.handOver(id, person(), wanted.fence(), to, note));
    }

    /** Answers. The response says what was sent; what the car makes of it comes by the queue. */
    @POST
    @Path("/{id}/answer")
    @Transactional
    public Response answer(@PathParam("id") String id, @Nullable AnswerJson wanted) {
        if (wanted == null || wanted.fence() == null || wanted.sceneId() == null) {
            return Problems.of(AssistError.MALFORMED, "fence and sceneId are needed");
        }
        if (wanted.advice().isEmpty()) {
            return Problems.of(AssistError.MALFORMED, "exactly one answer is needed");
        }
        Advice advice = wanted.advice().get();
        WorkDesk.Answer answered = desk.answer(
                id, person(), wanted.fence(), wanted.sceneId(), advice, wanted.shownOrNothing(wanted.sceneId()));
        if (answered instanceof WorkDesk.Answer.Done done) {
            Ticket.Given given = done.ticket().given();
            audit.record(person(), "assistance.answer", id, given == null ? "" : given.words());
        }
        return answer(answered);
    }

    private static Response answer(WorkDesk.Answer answer) {
        return switch (answer) {
            case WorkDesk.Answer.Done done ->
                Response.ok(TicketJson.of(done.ticket())).build();
            case WorkDesk.Answer.Refused no ->
                no.state().isEmpty() ? Problems.of(no.code(), no.detail()) : Problems.conflict(no.code(), no.state());
        };
    }

    private String person() {
        return caller.getPrincipal().getName();
    }
}
