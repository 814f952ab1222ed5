package robotaxi.gateway.command.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import robotaxi.gateway.command.CommandState;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** The ledger of commands, for people. */
@Path("/v1/commands")
public class CommandResource {
    private static final int LARGEST_PAGE = 200;

    private final CommandSearch search;
    private final CommandHistory history;
    private final Cancellations cancellations;
    private final Orders orders;
    private final SecurityIdentity identity;

    @Inject
    CommandResource(
            CommandSearch search,
            CommandHistory history,
            Cancellations cancellations,
            Orders orders,
            SecurityIdentity identity) {
        this.search = search;
        this.history = history;
        this.cancellations = cancellations;
        this.orders = orders;
        this.identity = identity;
    }

    /**
     * A command.
     *
     * @param emergencyId the fleet's emergency that it is a car's part of, empty if none
     */
    public record CommandJson(
            String commandId,
            String vehicleId,
            long sequence,
            String sender,
            String kind,
            String state,
            String code,
            String detail,
            Instant notAfter,
            Instant queuedAt,
            Instant changedAt,
            String emergencyId) {}

    /**
     * One change of a command.
     *
     * @param sessionEpoch session that brought it, 0 if none did
     * @param applied false for what the car said after the command's end
     */
    public record ChangeJson(
            String state, String code, String detail, Instant at, long sessionEpoch, boolean applied) {}

    /** A command and all that happened to it, oldest first. */
    public record CommandWithHistory(CommandJson command, List<ChangeJson> history) {}

    /** Why a command is taken back. */
    public record NewCancellation(@Nullable String reason) {}

    /**
     * What became of a cancellation so far.
     *
     * @param cancelCommandId the command that asks the car, empty if the ledger could end the target itself
     */
    public record CancellationJson(CommandJson command, String cancelCommandId) {}

    /**
     * The newest commands, the newest first.
     *
     * @param vehicleId of this car only
     * @param state in this state only, for instance {@code outcome-unknown}
     * @param sender of this service only
     * @param after the last command of the page before
     */
    @GET
    @Transactional
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.RELEASE_MANAGER, Roles.AUDITOR})
    public List<CommandJson> list(
            @QueryParam("vehicleId") @Nullable String vehicleId,
            @QueryParam("state") @Nullable String state,
            @QueryParam("sender") @Nullable String sender,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        var wanted = new CommandSearch.Wanted(given(vehicleId), state(given(state)), given(sender), given(after));
        return search.find(wanted, Math.clamp(limit, 1, LARGEST_PAGE)).stream()
                .map(CommandResource::json)
                .toList();
    }

    /** A command with its history. */
    @GET
    @Path("/{id}")
    @Transactional
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.RELEASE_MANAGER, Roles.AUDITOR})
    public CommandWithHistory get(@PathParam("id") String id) {
        return new CommandWithHistory(
                json(search.get(id)),
                history.of(id).stream()
                        .map(change -> new ChangeJson(
                                change.state.wireName(),
                                change.code,
                                change.detail,
                                change.at,
                                change.sessionEpoch,
                                change.applied))
                        .toList());
    }

    /** Gives an order to one car. It is in the ledger when this answers; a car that is away gets it when it comes, until the deadline. */
    @POST
    @RolesAllowed(Roles.OPERATOR)
    public CompletionStage<Response> order(Orders.@Nullable NewCommand command) {
        if (command == null) {
            throw CommandError.bad("a body is needed");
        }
        return orders.give(command, identity.getPrincipal().getName())
                .thenApply(row -> Response.accepted(json(row))
                        .header(HttpHeaders.LOCATION, "/v1/commands/" + row.id)
                        .build());
    }

    /** Takes a command back: at once (200) if it was not sent, else the car is asked (202). */
    @POST
    @Path("/{id}/cancellation")
    @RolesAllowed(Roles.OPERATOR)
    public Response cancel(@PathParam("id") String id, @Nullable NewCancellation cancellation) {
        String reason = given(cancellation == null ? null : cancellation.reason());
        if (reason == null) {
            throw CommandError.bad("reason is needed");
        }
        Cancellations.Cancellation made = cancellations
                .cancel(id, identity.getPrincipal().getName(), reason)
                .join();
        CommandRow target = made.target();
        if (target == null) {
            throw new FleetException(CommandError.UNKNOWN, id);
        }
        if (made.refused()) {
            throw new FleetException(CommandError.ALREADY_OVER, id, target.state.wireName(), null);
        }
        var answer = new CancellationJson(json(target), made.asks());
        return made.asks().isEmpty()
                ? Response.ok(answer).build()
                : Response.accepted(answer).build();
    }

    private static @Nullable String given(@Nullable String parameter) {
        return parameter == null || parameter.isBlank() ? null : parameter;
    }

    private static @Nullable CommandState state(@Nullable String wireName) {
        return wireName == null
                ? null
                : CommandState.named(wireName).orElseThrow(() -> CommandError.bad("there is no state " + wireName));
    }

    private static CommandJson json(CommandRow row) {
        return new CommandJson(
                row.id,
                row.vehicleId,
                row.sequence,
                row.sender,
                row.kind,
                row.state.wireName(),
                row.code,
                row.detail,
                row.notAfter,
                row.queuedAt,
                row.changedAt,
                row.emergencyId);
    }
}
