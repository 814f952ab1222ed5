package robotaxi.dispatch.economics.adapter;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.area.AreaError;
import robotaxi.dispatch.economics.EnergyBalance;
import robotaxi.dispatch.economics.Line;
import robotaxi.dispatch.economics.Reconciliation;
import robotaxi.dispatch.market.adapter.DispatchConfig;
import robotaxi.dispatch.market.adapter.Markets;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** Revenue, kilometres, energy and people's minutes of a market, by day, car or ride, reconciled with the ledger. */
@Path("/v1/markets/{market}")
public class EconomicsResource {
    private final EconomicsStore store;
    private final Markets markets;
    private final DispatchConfig config;
    private final InstantSource clock;

    @Inject
    EconomicsResource(EconomicsStore store, Markets markets, DispatchConfig config, InstantSource clock) {
        this.store = store;
        this.markets = markets;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Figures, as {@link Line} has them, with what follows from them.
     *
     * @param key the day (UTC), the car or the ride; empty for work without a ride
     */
    public record LineJson(
            String key,
            String currency,
            long revenueMinor,
            int completedRides,
            double emptyMetres,
            double loadedMetres,
            double emptyShare,
            double energyKwh,
            long energyMinor,
            double chargedKwh,
            long chargedMinor,
            double busySeconds,
            double assistanceSeconds,
            double revenueMinorPerCarHour) {
        static LineJson of(Line line) {
            return new LineJson(
                    line.key(),
                    line.currency(),
                    line.revenueMinor(),
                    line.completedRides(),
                    line.emptyMetres(),
                    line.loadedMetres(),
                    line.emptyShare(),
                    line.energyKwh(),
                    line.energyMinor(),
                    line.chargedKwh(),
                    line.chargedMinor(),
                    line.busySeconds(),
                    line.assistanceSeconds(),
                    line.revenueMinorPerCarHour());
        }
    }

    /**
     * Whether the figures say what the ledger says.
     *
     * @param pendingMinor entries that have not been added up yet: seconds, no more
     * @param differenceMinor anything but 0 is a fault
     */
    public record ReconciliationJson(
            String currency, long ledgerMinor, long countedMinor, long pendingMinor, long differenceMinor) {
        static ReconciliationJson of(Reconciliation found) {
            return new ReconciliationJson(
                    found.currency(),
                    found.ledgerMinor(),
                    found.countedMinor(),
                    found.pendingMinor(),
                    found.differenceMinor());
        }
    }

    /**
     * Whether all money for energy is accounted for, of all time.
     *
     * @param heldMinor what the energy in the cars' batteries has cost
     * @param differenceMinor anything but 0 is a fault
     */
    public record EnergyJson(long boughtMinor, long usedMinor, long heldMinor, long differenceMinor) {
        static EnergyJson of(EnergyBalance found) {
            return new EnergyJson(found.boughtMinor(), found.usedMinor(), found.heldMinor(), found.differenceMinor());
        }
    }

    /** Figures of the days asked for. */
    public record EconomicsJson(
            String marketId,
            LocalDate from,
            LocalDate to,
            List<LineJson> lines,
            List<ReconciliationJson> reconciliation,
            EnergyJson energy) {}

    /** By day, vehicle or ride; today if no days are named. */
    @GET
    @Path("/economics")
    @Transactional
    @RolesAllowed({Roles.OPERATOR, Roles.AUDITOR})
    public EconomicsJson economics(
            @PathParam("market") String market,
            @QueryParam("by") @DefaultValue("day") String by,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        String id = known(market);
        LocalDate first = day(from);
        LocalDate last = day(to);
        return new EconomicsJson(
                id,
                first,
                last,
                lines(id, by, first, last).stream().map(LineJson::of).toList(),
                store.reconcile(id, first, last).stream()
                        .map(ReconciliationJson::of)
                        .toList(),
                EnergyJson.of(store.energy(id)));
    }

    /** The same lines as CSV (RFC 4180). */
    @GET
    @Path("/economics.csv")
    @Produces("text/csv")
    @Transactional
    @RolesAllowed({Roles.OPERATOR, Roles.AUDITOR})
    public Response csv(
            @PathParam("market") String market,
            @QueryParam("by") @DefaultValue("day") String by,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        String id = known(market);
        LocalDate first = day(from);
        LocalDate last = day(to);
        String name = "economics-" + id + "-" + first + "-" + last + "-" + by + ".csv";
        return Response.ok(EconomicsCsv.write(by, lines(id, by, first, last)))
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .build();
    }

    private List<Line> lines(String market, String by, LocalDate first, LocalDate last) {
        try {
            var key = EconomicsStore.By.valueOf(by.toUpperCase(Locale.ROOT));
            return store.lines(market, key, first, last, config.tariff().currency());
        } catch (IllegalArgumentException e) {
            throw new FleetException(AreaError.BAD_REQUEST, "by is day, vehicle or ride", null, e);
        }
    }

    private LocalDate day(@Nullable String given) {
        try {
            return given == null ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) : LocalDate.parse(given);
        } catch (DateTimeParseException e) {
            throw new FleetException(AreaError.BAD_REQUEST, "A day is written 2026-11-22", null, e);
        }
    }

    private String known(String id) {
        return markets.named(id, AreaError.UNKNOWN).id();
    }
}
