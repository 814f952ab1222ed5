package robotaxi.dispatch.market.adapter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** What dispatch must be told. */
@ConfigMapping(prefix = "dispatch")
public interface DispatchConfig {
    /**
     * Secret of which the keys are made that all instances share: 32 characters or more, by chance. Quotes are signed with one of them,
     * partners' secrets are sealed with another.
     */
    String secretKey();

    /** The secret that this one replaced: what was signed and sealed with its keys still counts. */
    Optional<String> previousSecretKey();

    /** The city that a request means when it names none. */
    Market market();

    /** Further cities of this fleet, by id. All instances on one database must serve the same ones. */
    Map<String, City> markets();

    /** Who this instance is. */
    Instance instance();

    /** What rides cost. */
    Tariff tariff();

    /** What is kept of each match: the answer to "why this car?". */
    Decisions decisions();

    /** What is kept of each match. */
    interface Decisions {
        /** For so long; then it is deleted. */
        @WithDefault("P30D")
        Duration retention();
    }

    /** Where idle cars wait, and when they charge. */
    Rebalancing rebalancing();

    /** The first depots of a market that has none. */
    Depots depots();

    /** When cars are cleaned without anybody's asking. */
    Cleaning cleaning();

    /** Travel times from our own cars' driving. */
    Traffic traffic();

    /** Travel times from our own cars' driving. */
    interface Traffic {
        /** Time between two changes of the roads' travel times; zero for the map's own for ever. */
        @WithDefault("PT60S")
        Duration every();
    }

    /** Where idle cars wait, and when they charge. */
    interface Rebalancing {
        /** Time between two plans; zero for none. */
        @WithDefault("PT60S")
        Duration every();

        /** Target share of empty in all kilometres, 0 to 1: above it, empty driving gets dearer, below it cheaper. */
        @WithDefault("0.35")
        double emptyShare();
    }

    /** When cars are cleaned without anybody's asking. */
    interface Cleaning {
        /** After so many rides; 0 for only those that a rider soiled. */
        @WithDefault("25")
        int afterRides();
    }

    /** The first depots of a market that has none. */
    interface Depots {
        /** How many, spread over the roads. */
        @WithDefault("3")
        int count();

        /** Cars that can charge at once in each. */
        @WithDefault("4")
        int places();

        /** Power of each place. */
        @WithDefault("50")
        double powerKilowatts();

        /** Price of energy, minor units. */
        @WithDefault("30")
        long tariffPerKilowattHour();
    }

    /** A city. */
    interface City {
        /** Name for people. */
        @WithDefault("Monaco")
        String name();

        /** OpenStreetMap extract, {@code .osm.pbf}. */
        Path map();

        /** Where the imported road graph is kept; made anew when empty. */
        Path graphFolder();

        /** Time zone that people's days go by there, for instance {@code Europe/Monaco}: roads have their usual speeds by its hours. */
        @WithDefault("UTC")
        ZoneId zone();

        /** Time between two batches of matching while somebody waits. */
        @WithDefault("PT2S")
        Duration tick();
    }

    /** The first city. */
    interface Market extends City {
        /** Id, for instance {@code monaco}. */
        @WithDefault("monaco")
        String id();
    }

    /** Who this instance is. */
    interface Instance {
        /** No two instances share it. Stays the same over a restart, so that an instance takes its own leases back at once. */
        @WithDefault("dispatch-1")
        String id();

        /** Where other instances reach this one's REST interface, to hand it requests for the markets that it owns. */
        @WithDefault("http://127.0.0.1:${quarkus.http.port}")
        URI url();

        /** A lease that is not renewed for so long may be taken by another instance. */
        @WithDefault("PT2S")
        Duration lease();
    }

    /** What rides cost, in minor units. */
    interface Tariff {
        /** Base price. */
        @WithDefault("300")
        long base();

        /** Price of a kilometre. */
        @WithDefault("140")
        long perKilometre();

        /** Price of a minute. */
        @WithDefault("35")
        long perMinute();

        /** Least price. */
        @WithDefault("600")
        long least();

        /** Price of each begun minute in which the car is kept at a stop. */
        @WithDefault("40")
        long holdPerMinute();

        /** Price of not coming to a car that waits. */
        @WithDefault("500")
        long noShow();

        /** Taken off the price when a ride for later is met late. */
        @WithDefault("300")
        long lateCredit();

        /** ISO 4217. */
        @WithDefault("EUR")
        String currency();
    }
}
