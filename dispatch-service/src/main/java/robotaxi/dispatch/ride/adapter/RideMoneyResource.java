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
import java.util.Optional;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.api.adapter.Answers;
import robotaxi.dispatch.api.adapter.CallHeaders;
import robotaxi.dispatch.payment.Ledger;
import robotaxi.dispatch.payment.Statement;
import robotaxi.dispatch.pricing.adapter.QuoteRow;
import robotaxi.dispatch.ride.Ride;
import robotaxi.dispatch.ride.RideError;
import robotaxi.dispatch.ride.RiderDesk;
import robotaxi.dispatch.ride.Rides;
import robotaxi.dispatch.ride.adapter.RideDecisions.Wish;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.problem.ErrorCode;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.problem.Problems;
import robotaxi.kit.security.Roles;

/** What a ride came to, and what may still be put right. Each answers with the receipt as it is afterwards. */
@Path("/v1/rides")
public class RideMoneyResource {
    private final EntityManager entities;
    private final Rides rides;
    private final Ledger ledger;
    private final RideDecisions decisions;
    private final Answers answers;
    private final Audit audit;
    private final SecurityIdentity identity;

    @Inject
    RideMoneyResource(
            EntityManager entities,
            Rides rides,
            Ledger ledger,
            RideDecisions decisions,
            Answers answers,
            Audit audit,
            SecurityIdentity identity) {
        this.entities = entities;
        this.rides = rides;
        this.ledger = ledger;
        this.decisions = decisions;
        this.answers = answers;
        this.audit = audit;
        this.identity = identity;
    }

    /** A sum in minor units, and why. */
    public record AmountRequest(
            @Nullable Long amountMinor, @Nullable String reason) {}

    /** Why the fee is wrong. */
    public record DisputeRequest(@Nullable String reason) {}

    /**
     * The end of a dispute.
     *
     * @param upheld the rider owes the fee
     */
    public record DecisionRequest(
            @Nullable Boolean upheld, @Nullable String reason) {}

    /** What the ride came to, once it is over. */
    @GET
    @Path("/{id}/receipt")
    @Transactional
    @RolesAllowed({Roles.RIDER, Roles.PARTNER, Roles.OPERATOR, Roles.AUDITOR})
    @APIResponseSchema(value = ReceiptJson.class, responseCode = "200")
    public Response receipt(@PathParam("id") String id) {
        Ride ride = Viewer.of(identity).visible(rides, id);
        return ride.state().isFinal()
                ? Response.ok(json(ride)).build()
                : Problems.conflict(RideError.NOT_COMPLETED, ride.state().wireName());
    }

    /** An operator charges the cleaning of the car; only of somebody who sat in it. */
    @POST
    @Path("/{id}/cleaning-fee")
    @RolesAllowed(Roles.OPERATOR)
    @APIResponseSchema(value = ReceiptJson.class, responseCode = "200")
    public Response cleaningFee(
            @PathParam("id") String id, @BeanParam CallHeaders headers, @Nullable AmountRequest request) {
        long amount = amount(request);
        String reason = reason(request);
        return settle(
                new Wish(id, "cleaning-fee", headers, request),
                reason,
                (desk, ride) -> desk.chargeCleaning(ride, amount, reason));
    }

    /** The rider says that the cleaning fee is wrong; nothing of it is owed until an operator decides. */
    @POST
    @Path("/{id}/dispute")
    @RolesAllowed({Roles.RIDER, Roles.PARTNER})
    @APIResponseSchema(value = ReceiptJson.class, responseCode = "200")
    public Response dispute(
            @PathParam("id") String id, @BeanParam CallHeaders headers, @Nullable DisputeRequest request) {
        String reason = RideError.BAD_REQUEST.needed(request == null ? null : request.reason(), "reason");
        return settle(
                new Wish(id, "dispute", headers, request),
                reason,
                (desk, ride) -> desk.settle(ride, Statement::dispute, "rider", reason));
    }

    /** An operator decides the dispute, for good. */
    @POST
    @Path("/{id}/dispute-decision")
    @RolesAllowed(Roles.OPERATOR)
    @APIResponseSchema(value = ReceiptJson.class, responseCode = "200")
    public Response decide(
            @PathParam("id") String id, @BeanParam CallHeaders headers, @Nullable DecisionRequest request) {
        if (request == null || request.upheld() == null) {
            throw new FleetException(RideError.BAD_REQUEST, "upheld is needed");
        }
        boolean upheld = request.upheld();
        String reason = RideError.BAD_REQUEST.needed(request.reason(), "reason");
        return settle(
                new Wish(id, "dispute-decision", headers, request),
                reason,
                (desk, ride) -> desk.settle(ride, (money, now) -> money.decide(upheld, now), "operator", reason));
    }

    /** An operator gives money back. */
    @POST
    @Path("/{id}/refund")
    @RolesAllowed(Roles.OPERATOR)
    @APIResponseSchema(value = ReceiptJson.class, responseCode = "200")
    public Response refund(
            @PathParam("id") String id, @BeanParam CallHeaders headers, @Nullable AmountRequest request) {
        long amount = amount(request);
        String reason = reason(request);
        return settle(
                new Wish(id, "refund", headers, request),
                reason,
                (desk, ride) -> desk.settle(ride, (money, now) -> money.refund(amount, now), "operator", reason));
    }

    private Response settle(Wish wish, String reason, BiFunction<RiderDesk, Ride, Optional<ErrorCode>> act) {
        Viewer viewer = Viewer.of(identity);
        return decisions.answer(wish, viewer, (desk, ride) -> {
            Optional<ErrorCode> refusal = act.apply(desk.riders(), ride);
            if (refusal.isPresent()) {
                return answers.refusal(refusal.get(), null, ride.state().wireName());
            }
            audit.record(viewer.name(), "ride." + wish.act(), wish.rideId(), reason);
            return answers.of(Response.Status.OK.getStatusCode(), json(ride), null);
        });
    }

    private ReceiptJson json(Ride ride) {
        QuoteRow quote = entities.find(
                QuoteRow.class, entities.find(RideRow.class, ride.id().value()).quoteId);
        return ReceiptJson.of(
                ride,
                quote.fare(),
                new Statement(ride.currency(), ledger.list(ride.id().value())));
    }

    private static long amount(@Nullable AmountRequest request) {
        Long amount = request == null ? null : request.amountMinor();
        if (amount == null) {
            throw new FleetException(RideError.BAD_REQUEST, "amountMinor is needed");
        }
        return amount;
    }

    private static String reason(@Nullable AmountRequest request) {
        return RideError.BAD_REQUEST.needed(request == null ? null : request.reason(), "reason");
    }
}
