package robotaxi.dispatch.ride.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.api.adapter.Answer;
import robotaxi.dispatch.api.adapter.Answers;
import robotaxi.dispatch.api.adapter.CallHeaders;
import robotaxi.dispatch.ride.Ride;
import robotaxi.dispatch.ride.RideError;
import robotaxi.dispatch.ride.RideState;
import robotaxi.dispatch.ride.Rides;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.problem.ErrorCode;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** What a rider has to say: help is wanted, something was left in the car, how it was. */
@Path("/v1/rides")
public class RideNoteResource {
    private static final int LONGEST_TEXT = 2_000;
    private static final int MOST_STARS = 5;

    private final EntityManager entities;
    private final Rides rides;
    private final Answers answers;
    private final Ids ids;
    private final InstantSource clock;
    private final SecurityIdentity identity;

    @Inject
    RideNoteResource(
            EntityManager entities,
            Rides rides,
            Answers answers,
            Ids ids,
            InstantSource clock,
            SecurityIdentity identity) {
        this.entities = entities;
        this.rides = rides;
        this.answers = answers;
        this.ids = ids;
        this.clock = clock;
        this.identity = identity;
    }

    /** In the rider's words. */
    public record TextRequest(@Nullable String text) {}

    /** Stars from 1 to 5, for the car and for how it drove, and words if there are any. */
    public record RatingRequest(
            @Nullable Integer carStars,
            @Nullable Integer driveStars,
            @Nullable String text) {}

    /** The rider wants help, before, on or after the ride. */
    @POST
    @Path("/{id}/contact-support")
    @Transactional
    @RolesAllowed({Roles.RIDER, Roles.PARTNER})
    @APIResponseSchema(value = NoteJson.class, responseCode = "201")
    public Response contactSupport(
            @PathParam("id") String id, @BeanParam CallHeaders headers, @Nullable TextRequest request) {
        String text = text(request);
        return once(id, "contact-support", headers, request, ride -> kept(ride, NoteRow.Kind.SUPPORT, text, row -> {}));
    }

    /** The rider left something in the car. */
    @POST
    @Path("/{id}/report-lost-item")
    @Transactional
    @RolesAllowed({Roles.RIDER, Roles.PARTNER})
    @APIResponseSchema(value = NoteJson.class, responseCode = "201")
    public Response reportLostItem(
            @PathParam("id") String id, @BeanParam CallHeaders headers, @Nullable TextRequest request) {
        String text = text(request);
        return once(
                id,
                "report-lost-item",
                headers,
                request,
                ride -> ride.state().isFinal()
                        ? kept(ride, NoteRow.Kind.LOST_ITEM, text, row -> {})
                        : refused(ride, RideError.NOT_OVER));
    }

    /** How the ride was, once, after its end. */
    @POST
    @Path("/{id}/rate")
    @Transactional
    @RolesAllowed({Roles.RIDER, Roles.PARTNER})
    @APIResponseSchema(value = NoteJson.class, responseCode = "201")
    public Response rate(@PathParam("id") String id, @BeanParam CallHeaders headers, @Nullable RatingRequest request) {
        if (request == null || !isStars(request.carStars()) || !isStars(request.driveStars())) {
            throw new FleetException(RideError.BAD_REQUEST, "carStars and driveStars are 1 to 5");
        }
        String text = request.text() == null ? "" : shortened(request.text());
        return once(id, "rate", headers, request, ride -> {
            if (ride.state() != RideState.COMPLETED) {
                return refused(ride, RideError.NOT_OVER);
            }
            if (notes(id).stream().anyMatch(note -> note.kind == NoteRow.Kind.RATING)) {
                return refused(ride, RideError.RATED_ALREADY);
            }
            return kept(ride, NoteRow.Kind.RATING, text, row -> {
                row.carStars = request.carStars();
                row.driveStars = request.driveStars();
            });
        });
    }

    /** All that was said about a ride, oldest first. */
    @GET
    @Path("/{id}/notes")
    @Transactional
    @RolesAllowed({Roles.RIDER, Roles.PARTNER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public List<NoteJson> list(@PathParam("id") String id) {
        Viewer.of(identity).visible(rides, id);
        return notes(id).stream().map(NoteJson::of).toList();
    }

    private List<NoteRow> notes(String rideId) {
        return entities.createQuery("from NoteRow where rideId = ?1 order by id", NoteRow.class)
                .setParameter(1, rideId)
                .getResultList();
    }

    private Response once(
            String id, String act, CallHeaders headers, @Nullable Object body, Function<Ride, Answer> work) {
        Viewer viewer = Viewer.of(identity);
        return answers.once(
                        viewer.name(),
                        "POST /v1/rides/" + id + "/" + act,
                        headers,
                        body,
                        () -> work.apply(viewer.visible(rides, id)))
                .response();
    }

    private Answer kept(Ride ride, NoteRow.Kind kind, String text, Consumer<NoteRow> more) {
        var row = new NoteRow();
        row.id = ids.next();
        row.rideId = ride.id().value();
        row.kind = kind;
        row.author = identity.getPrincipal().getName();
        row.text = text;
        row.time = clock.instant();
        more.accept(row);
        entities.persist(row);
        return answers.of(Response.Status.CREATED.getStatusCode(), NoteJson.of(row), null);
    }

    private Answer refused(Ride ride, ErrorCode reason) {
        return answers.refusal(reason, null, ride.state().wireName());
    }

    private static boolean isStars(@Nullable Integer stars) {
        return stars != null && stars >= 1 && stars <= MOST_STARS;
    }

    private static String text(@Nullable TextRequest request) {
        return shortened(RideError.BAD_REQUEST.needed(request == null ? null : request.text(), "text"));
    }

    private static String shortened(String text) {
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    }
}
