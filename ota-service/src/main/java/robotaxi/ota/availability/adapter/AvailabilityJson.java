package robotaxi.ota.availability.adapter;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.kit.problem.FleetException;
import robotaxi.ota.availability.AvailabilityError;
import robotaxi.ota.availability.Blackout;
import robotaxi.ota.availability.Cap;
import robotaxi.ota.availability.MarketService;
import robotaxi.ota.rollout.MaintenanceWindow;

/** Blackouts and caps on the wire. */
final class AvailabilityJson {
    private AvailabilityJson() {}

    /** Either the hours of a day, again and again, or two times. */
    public record WantedBlackout(
            @Nullable String marketId,
            @Nullable String schedule,
            @Nullable String duration,
            @Nullable String timezone,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable String reason) {
        Blackout toBlackout(String id, String actor, Instant now) {
            String where = marketId == null || marketId.isBlank() ? null : marketId;
            return new Blackout(id, where, hours(), AvailabilityError.MALFORMED.needed(reason, "reason"), actor, now);
        }

        private Blackout.Hours hours() {
            try {
                if (schedule == null && from != null && until != null) {
                    return new Blackout.Once(from, until);
                }
                if (schedule == null || from != null || until != null) {
                    throw new IllegalArgumentException("either schedule and duration, or from and until");
                }
                return new Blackout.Recurring(new MaintenanceWindow(
                        schedule,
                        Duration.between(
                                LocalTime.MIN,
                                LocalTime.parse(AvailabilityError.MALFORMED.needed(duration, "duration"))),
                        ZoneId.of(timezone == null ? "Z" : timezone)));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new FleetException(AvailabilityError.MALFORMED, String.valueOf(e.getMessage()), null, e);
            }
        }
    }

    /** How many cars may be missing. */
    public record WantedCap(
            @Nullable Integer mostCars,
            @Nullable Integer mostPercent,
            @Nullable String reason) {
        Cap toCap(String marketId) {
            try {
                return new Cap(marketId, mostCars, mostPercent);
            } catch (IllegalArgumentException e) {
                throw new FleetException(AvailabilityError.MALFORMED, String.valueOf(e.getMessage()), null, e);
            }
        }
    }

    /** A blackout, and whether it holds now. */
    public record BlackoutView(
            String id,
            @Nullable String marketId,
            @Nullable String schedule,
            @Nullable String duration,
            @Nullable String timezone,
            @Nullable Instant from,
            @Nullable Instant until,
            String reason,
            String createdBy,
            Instant createdAt,
            boolean holds) {
        static BlackoutView of(Blackout blackout, Instant now) {
            MaintenanceWindow window = blackout.hours() instanceof Blackout.Recurring(var recurring) ? recurring : null;
            Blackout.Once once = blackout.hours() instanceof Blackout.Once dates ? dates : null;
            return new BlackoutView(
                    blackout.id(),
                    blackout.marketId(),
                    window == null ? null : window.schedule(),
                    window == null ? null : hours(window.duration()),
                    window == null ? null : window.zone().getId(),
                    once == null ? null : once.from(),
                    once == null ? null : once.until(),
                    blackout.reason(),
                    blackout.createdBy(),
                    blackout.createdAt(),
                    blackout.hours().hold(now));
        }

        private static String hours(Duration span) {
            return "%02d:%02d:%02d".formatted(span.toHours(), span.toMinutesPart(), span.toSecondsPart());
        }
    }

    /** A cap. */
    public record CapView(
            String marketId,
            @Nullable Integer mostCars,
            @Nullable Integer mostPercent) {
        static CapView of(Cap cap) {
            return new CapView(cap.marketId(), cap.mostCars(), cap.mostPercent());
        }
    }

    /** How a market stands; {@code room} is null where nothing bounds it. */
    public record MarketView(
            String marketId,
            long cars,
            long outOfService,
            @Nullable Long room) {
        static MarketView of(MarketService market, @Nullable Long room) {
            return new MarketView(market.marketId(), market.cars(), market.out(), room);
        }
    }

    /** All of it. */
    public record View(List<BlackoutView> blackouts, List<CapView> caps, List<MarketView> markets) {}
}
