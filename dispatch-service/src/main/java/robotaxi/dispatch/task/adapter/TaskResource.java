package robotaxi.dispatch.task.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.api.adapter.Answers;
import robotaxi.dispatch.api.adapter.CallHeaders;
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
    private final Answers answers;
    private final SecurityIdentity identity;

    @Inject
    TaskResource(PostgresTasks tasks, MarketOwner market, Audit audit, Answers answers, SecurityIdentity identity) {
        this.tasks = tasks;
        this.market = market;
        this.audit = audit;
        this.answers = answers;
        this.identity = identity;
    }

    /** Why. */
    public record CancelRequest(@Nullable String reason) {}

    /** An operator takes a task back; the car stops and is free. */
    @POST
    @Path("/{id}/cancel")
    @RolesAllowed(Roles.OPERATOR)
    @APIResponseSchema(TaskJson.class)
    public Response cancel(
            @PathParam("id") String id, @BeanParam CallHeaders headers, @Nullable CancelRequest request) {
        String reason = TaskError.BAD_REQUEST.needed(request == null ? null : request.reason(), "reason");
        String who = identity.getPrincipal().getName();
        String where = QuarkusTransaction.requiringNew().call(() -> found(id).marketId());
        String act = "POST /v1/tasks/" + id + "/cancel";
        return market.decide(
                        where,
                        desk -> answers.once(who, act, headers, request, () -> {
                            audit.record(who, "task.cancel", id, reason);
                            TaskJson ended = TaskJson.of(desk.tasks().cancel(found(id), reason));
                            return answers.of(Response.Status.OK.getStatusCode(), ended, null);
                        }))
                .response();
    }

    private CarTask found(String id) {
        return tasks.find(id).orElseThrow(() -> new FleetException(TaskError.UNKNOWN, id));
    }
}
