package robotaxi.dispatch.task.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.api.adapter.Answers;
import robotaxi.dispatch.api.adapter.CallHeaders;
import robotaxi.dispatch.fleet.adapter.PlaceJson;
import robotaxi.dispatch.market.adapter.MarketOwner;
import robotaxi.dispatch.market.adapter.Markets;
import robotaxi.dispatch.ride.RideDesk;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.task.CarTask;
import robotaxi.dispatch.task.ChargingSite;
import robotaxi.dispatch.task.TaskError;
import robotaxi.dispatch.task.TaskKind;
import robotaxi.dispatch.task.TaskState;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** What cars do between rides: look, and order. */
@Path("/v1/markets/{market}")
public class MarketTaskResource {
    private static final int LARGEST_PAGE = 500;

    private final PostgresTasks tasks;
    private final MarketOwner market;
    private final Markets markets;
    private final Audit audit;
    private final Answers answers;
    private final SecurityIdentity identity;

    @Inject
    MarketTaskResource(
            PostgresTasks tasks,
            MarketOwner market,
            Markets markets,
            Audit audit,
            Answers answers,
            SecurityIdentity identity) {
        this.tasks = tasks;
        this.market = market;
        this.markets = markets;
        this.audit = audit;
        this.answers = answers;
        this.identity = identity;
    }

    /**
     * A wish.
     *
     * @param kind charge, clean, depot or reposition
     * @param siteId the depot; needed but for reposition
     * @param place where to wait, for reposition
     */
    public record TaskRequest(
            @Nullable String vehicleId,
            @Nullable String kind,
            @Nullable String siteId,
            @Nullable PlaceJson place,
            @Nullable String reason) {}

    /**
     * A depot.
     *
     * @param places cars that can charge at once
     * @param charging cars that charge there, or are on their way to do so
     * @param queue cars that wait for a place
     */
    public record SiteJson(
            String siteId,
            String name,
            PlaceJson position,
            int places,
            double powerKilowatts,
            long tariffMinorPerKilowattHour,
            String currency,
            List<String> charging,
            List<String> queue) {}

    /** Tasks of a market: the open ones in the order of their planning, or all, the newest first. */
    @GET
    @Path("/tasks")
    @Transactional
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public List<TaskJson> list(
            @PathParam("market") String id,
            @QueryParam("state") @DefaultValue("open") String state,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        List<CarTask> found = "open".equals(state)
                ? tasks.listOpen(known(id))
                : tasks.listAll(known(id), Math.clamp(limit, 1, LARGEST_PAGE));
        return found.stream().map(TaskJson::of).toList();
    }

    /** The depots of a market, who charges there and who waits. */
    @GET
    @Path("/chargers")
    @Transactional
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public List<SiteJson> chargers(@PathParam("market") String id) {
        List<CarTask> charging = tasks.listOpen(known(id)).stream()
                .filter(task -> task.kind() == TaskKind.CHARGE)
                .toList();
        return tasks.sites(id).stream().map(site -> json(site, charging)).toList();
    }

    private static SiteJson json(ChargingSite site, List<CarTask> charging) {
        List<CarTask> here = charging.stream()
                .filter(task -> site.siteId().equals(task.siteId()))
                .toList();
        return new SiteJson(
                site.siteId(),
                site.name(),
                PlaceJson.of(site.place()),
                site.places(),
                site.powerKilowatts(),
                site.tariffMinorPerKilowattHour(),
                site.currency(),
                vehicles(here, false),
                vehicles(here, true));
    }

    private static List<String> vehicles(List<CarTask> here, boolean waiting) {
        return here.stream()
                .filter(task -> (task.state() == TaskState.PLANNED) == waiting)
                .map(CarTask::vehicleId)
                .toList();
    }

    /** An operator sends a car to charge, to be cleaned, to a depot, or elsewhere. */
    @POST
    @Path("/tasks")
    @RolesAllowed(Roles.OPERATOR)
    @APIResponseSchema(value = TaskJson.class, responseCode = "201")
    public Response order(
            @PathParam("market") String id, @BeanParam CallHeaders headers, @Nullable TaskRequest request) {
        if (request == null) {
            throw new FleetException(TaskError.BAD_REQUEST, "a body is needed");
        }
        String vehicle = TaskError.BAD_REQUEST.needed(request.vehicleId(), "vehicleId");
        TaskKind kind = kind(TaskError.BAD_REQUEST.needed(request.kind(), "kind"));
        String reason = TaskError.BAD_REQUEST.needed(request.reason(), "reason");
        String who = identity.getPrincipal().getName();
        String act = "POST /v1/markets/" + known(id) + "/tasks";
        return market.decide(
                        id,
                        desk -> answers.once(who, act, headers, request, () -> {
                            audit.record(who, "vehicle." + kind.wireName(), vehicle, reason);
                            CarTask task = desk.order(
                                    vehicle, kind, request.siteId(), place(desk, kind, request), who, reason);
                            return answers.created("/v1/tasks/" + task.taskId(), TaskJson.of(task), null);
                        }))
                .response();
    }

    private static Place place(RideDesk desk, TaskKind kind, TaskRequest request) {
        if (kind == TaskKind.REPOSITION) {
            if (request.place() == null) {
                throw new FleetException(TaskError.BAD_REQUEST, "place is needed");
            }
            return request.place().toPlace();
        }
        String site = TaskError.BAD_REQUEST.needed(request.siteId(), "siteId");
        return desk.tasks()
                .site(site)
                .map(ChargingSite::place)
                .orElseThrow(() -> new FleetException(TaskError.UNKNOWN, "There is no depot " + site));
    }

    private String known(String id) {
        return markets.named(id, TaskError.UNKNOWN).id();
    }

    private static TaskKind kind(String name) {
        return Arrays.stream(TaskKind.values())
                .filter(kind -> kind.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new FleetException(TaskError.BAD_REQUEST, "There is no kind " + name));
    }
}
