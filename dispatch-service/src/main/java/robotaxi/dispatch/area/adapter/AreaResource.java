package robotaxi.dispatch.area.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.api.adapter.Answer;
import robotaxi.dispatch.api.adapter.Answers;
import robotaxi.dispatch.api.adapter.CallHeaders;
import robotaxi.dispatch.area.Area;
import robotaxi.dispatch.area.AreaError;
import robotaxi.dispatch.area.Stranding;
import robotaxi.dispatch.area.Weather;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.market.adapter.Markets;
import robotaxi.dispatch.ride.Rides;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** Operating areas, closures and weather of a market: look, preview, change. A change holds at once. */
@Path("/v1/markets/{market}")
public class AreaResource {
    private final AreaStore store;
    private final OperatingAreas areas;
    private final Markets markets;
    private final Rides rides;
    private final Fleet fleet;
    private final Ids ids;
    private final Answers answers;
    private final SecurityIdentity identity;

    @Inject
    AreaResource(
            AreaStore store,
            OperatingAreas areas,
            Markets markets,
            Rides rides,
            Fleet fleet,
            Ids ids,
            Answers answers,
            SecurityIdentity identity) {
        this.store = store;
        this.areas = areas;
        this.markets = markets;
        this.rides = rides;
        this.fleet = fleet;
        this.ids = ids;
        this.answers = answers;
        this.identity = identity;
    }

    /**
     * A wish.
     *
     * @param areaId of the area that a preview changes; null for a new one
     * @param reason why, kept with the change and in the audit log
     */
    public record AreaRequest(
            @Nullable String areaId,
            @Nullable AreaJson area,
            @Nullable String reason) {}

    /** A wish. */
    public record WeatherRequest(
            @Nullable Weather weather, @Nullable String reason) {}

    /** The weather that holds. */
    public record WeatherJson(Weather weather) {}

    /** A wish. */
    public record Removal(@Nullable String reason) {}

    /**
     * An area as it is.
     *
     * @param version to be given back as {@code If-Match} with a change
     */
    public record KeptArea(String areaId, String marketId, long version, AreaJson area) {}

    /** A change of an area; without an area it was its removal. */
    public record AreaVersion(
            long version, @Nullable AreaJson area, String changedBy, String reason, Instant changedAt) {}

    /**
     * A ride.
     *
     * @param why vehicle, pickup or dropoff: what lies outside
     */
    public record StrandedRide(String rideId, String state, boolean riderAboard, String why) {}

    /** Whom a change strands who was not stranded before; riders aboard first. */
    public record Stranded(List<StrandedRide> rides, List<String> vehicles) {}

    /** What a change made. */
    public record Changed(@Nullable KeptArea area, Stranded stranded) {}

    /** All areas that are not removed. */
    @GET
    @Path("/areas")
    @RolesAllowed({Roles.RIDER, Roles.PARTNER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public List<KeptArea> list(@PathParam("market") String market) {
        return of(known(market)).stream().map(AreaResource::kept).toList();
    }

    /** Every version of an area, the newest first. */
    @GET
    @Path("/areas/{id}/versions")
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public List<AreaVersion> versions(@PathParam("market") String market, @PathParam("id") String id) {
        List<AreaVersion> versions = store.versions(id).stream()
                .filter(version -> version.marketId().equals(market))
                .map(v -> new AreaVersion(v.version(), v.definition(), v.changedBy(), v.reason(), v.changedAt()))
                .toList();
        if (versions.isEmpty()) {
            throw new FleetException(AreaError.UNKNOWN, id);
        }
        return versions;
    }

    /** Whom an area would strand, were it made or changed now. Changes nothing. */
    @POST
    @Path("/areas/preview")
    @Transactional
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY})
    public Stranded preview(@PathParam("market") String market, @Nullable AreaRequest request) {
        String id = request == null || request.areaId() == null ? "preview" : request.areaId();
        return stranded(known(market), with(of(market), area(request).toArea(id, market, 1)));
    }

    /** Makes an area. */
    @POST
    @Path("/areas")
    @RolesAllowed(Roles.OPERATOR)
    @APIResponseSchema(value = Changed.class, responseCode = "201")
    public Response create(
            @PathParam("market") String market, @BeanParam CallHeaders headers, @Nullable AreaRequest request) {
        AreaJson wish = area(request);
        var author = author(AreaError.BAD_REQUEST.needed(request == null ? null : request.reason(), "reason"));
        String act = "POST /v1/markets/" + known(market) + "/areas";
        Answer answer = QuarkusTransaction.requiringNew()
                .call(() -> answers.once(author.name(), act, headers, request, () -> {
                    Area area = wish.toArea(ids.next(), market, 1);
                    String where = "/v1/markets/" + market + "/areas/" + area.areaId();
                    return answers.created(where, append(area, author), CallHeaders.etag(area.version()));
                }));
        areas.lookAgain();
        return answer.response();
    }

    /** Changes an area; {@code If-Match} names the version that was read. */
    @PUT
    @Path("/areas/{id}")
    @RolesAllowed(Roles.OPERATOR)
    public Response change(
            @PathParam("market") String market,
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String read,
            @Nullable AreaRequest request) {
        Area before = existing(known(market), id, read);
        Area area = area(request).toArea(id, market, before.version() + 1);
        Changed changed = keep(area, AreaError.BAD_REQUEST.needed(request == null ? null : request.reason(), "reason"));
        return Response.ok(changed)
                .header(HttpHeaders.ETAG, CallHeaders.etag(area.version()))
                .build();
    }

    /** Takes an area away; its versions stay. */
    @DELETE
    @Path("/areas/{id}")
    @RolesAllowed(Roles.OPERATOR)
    public Changed remove(
            @PathParam("market") String market,
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String read,
            @Nullable Removal removal) {
        Area before = existing(known(market), id, read);
        var author = author(AreaError.BAD_REQUEST.needed(removal == null ? null : removal.reason(), "reason"));
        List<Area> after = new ArrayList<>(of(market));
        after.removeIf(area -> area.areaId().equals(id));
        Stranded stranded = QuarkusTransaction.requiringNew().call(() -> {
            store.append(id, market, before.version() + 1, null, author);
            return stranded(market, after);
        });
        areas.lookAgain();
        return new Changed(null, stranded);
    }

    /** The weather that holds in the market. */
    @GET
    @Path("/weather")
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public WeatherJson weather(@PathParam("market") String market) {
        return new WeatherJson(store.weather().getOrDefault(known(market), Weather.CLEAR));
    }

    /** Says what the weather is; areas that are not served in it take no more rides. */
    @PUT
    @Path("/weather")
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY})
    public WeatherJson setWeather(@PathParam("market") String market, @Nullable WeatherRequest request) {
        if (request == null || request.weather() == null) {
            throw new FleetException(AreaError.BAD_REQUEST, "weather is needed");
        }
        Weather weather = request.weather();
        var author = author(AreaError.BAD_REQUEST.needed(request.reason(), "reason"));
        QuarkusTransaction.requiringNew().run(() -> store.setWeather(known(market), weather, author));
        areas.lookAgain();
        return new WeatherJson(weather);
    }

    private Changed keep(Area area, String reason) {
        var author = author(reason);
        Changed changed = QuarkusTransaction.requiringNew().call(() -> append(area, author));
        areas.lookAgain();
        return changed;
    }

    private Changed append(Area area, AreaStore.Author author) {
        Stranded stranded = stranded(area.marketId(), with(of(area.marketId()), area));
        store.append(area.areaId(), area.marketId(), area.version(), AreaJson.of(area), author);
        return new Changed(kept(area), stranded);
    }

    private Stranded stranded(String market, List<Area> after) {
        var open = rides.listOpen(market);
        var cars = fleet.list(market);
        Stranding found = Stranding.under(areas.domain(market, after), open, cars)
                .without(Stranding.under(areas.domain(market), open, cars));
        return new Stranded(
                found.rides().stream()
                        .map(ride ->
                                new StrandedRide(ride.rideId(), ride.state().wireName(), ride.isAboard(), ride.why()))
                        .toList(),
                found.vehicles());
    }

    private List<Area> of(String market) {
        return store.list().stream()
                .filter(area -> area.marketId().equals(market))
                .toList();
    }

    private static List<Area> with(List<Area> areas, Area changed) {
        List<Area> after = new ArrayList<>(areas);
        after.removeIf(area -> area.areaId().equals(changed.areaId()));
        after.add(changed);
        return after;
    }

    private Area existing(String market, String id, @Nullable String read) {
        Area area = of(market).stream()
                .filter(each -> each.areaId().equals(id))
                .findFirst()
                .orElseThrow(() -> new FleetException(AreaError.UNKNOWN, id));
        if (read != null && !read.equals(CallHeaders.etag(area.version()))) {
            throw new FleetException(AreaError.CHANGED_MEANWHILE, "Read the area again");
        }
        return area;
    }

    private String known(String market) {
        return markets.named(market, AreaError.UNKNOWN).id();
    }

    private static AreaJson area(@Nullable AreaRequest request) {
        AreaJson area = request == null ? null : request.area();
        if (area == null) {
            throw new FleetException(AreaError.BAD_REQUEST, "area is needed");
        }
        return area;
    }

    private AreaStore.Author author(String reason) {
        return new AreaStore.Author(identity.getPrincipal().getName(), reason);
    }

    private static KeptArea kept(Area area) {
        return new KeptArea(area.areaId(), area.marketId(), area.version(), AreaJson.of(area));
    }

    static String wireName(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
