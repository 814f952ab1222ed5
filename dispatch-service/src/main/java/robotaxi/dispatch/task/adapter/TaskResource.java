package robotaxi.dispatch.task.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.market.adapter.MarketOwner;
import robotaxi.dispatch.task.CarTask;
import robotaxi.dispatch.task.TaskError;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** One task. */
@Path("/v1/tasks")
public class TaskResource {
    private final PostgresTasks tasks;
    private final MarketOwner market;
    private final Audit audit;
    private final SecurityIdentity identity;

    @Inject
    TaskResource(PostgresTasks tasks, MarketOwner market, Audit audit, SecurityIdentity identity) {
        this.tasks = tasks;
        this.market = market;
        this.audit = audit;
        this.identity = identity;
    }

    /** Why. */
    public record CancelRequest(@Nullable String reason) {}

    /** An operator takes a task back; the car stops and is free. */
    @POST
    @Path("/{id}/cancel")
    @RolesAllowed(Roles.OPERATOR)
    public TaskJson cancel(@PathParam("id") String id, @Nullable CancelRequest request) {
        String reason = MarketTaskResource.needed(request == null ? null : request.reason(), "reason");
        String who = identity.getPrincipal().getName();
        String where = QuarkusTransaction.requiringNew().call(() -> found(id).marketId());
        return TaskJson.of(market.decide(where, desk -> {
            audit.record(who, "task.cancel", id, reason);
            return desk.tasks().cancel(found(id), reason);
        }));
    }

    private CarTask found(String id) {
        return tasks.find(id).orElseThrow(() -> new FleetException(TaskError.UNKNOWN, id));
    }
}
