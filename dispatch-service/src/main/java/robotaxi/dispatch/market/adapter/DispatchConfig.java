package robotaxi.dispatch.market.adapter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** What dispatch must be told. */
@ConfigMapping(prefix = "dispatch")
public interface DispatchConfig {
    /** The city. */
    Market market();

    /** Who this instance is. */
    Instance instance();

    /** What rides cost. */
    Tariff tariff();

    /** The city. */
    interface Market {
        /** Id, for instance {@code monaco}. */
        @WithDefault("monaco")
        String id();

        /** Name for people. */
        @WithDefault("Monaco")
        String name();

        /** OpenStreetMap extract, {@code .osm.pbf}. */
        Path map();

        /** Where the imported road graph is kept; made anew when empty. */
        Path graphFolder();

        /** Time between two batches of matching while somebody waits. */
        @WithDefault("PT2S")
        Duration tick();
    }

    /** Who this instance is. */
    interface Instance {
        /** Stays the same over a restart, so that an instance takes its own lease back at once. */
        @WithDefault("dispatch-1")
        String id();

        /** A lease that is not renewed for so long may be taken by another instance. */
        @WithDefault("PT4S")
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

        /** ISO 4217. */
        @WithDefault("EUR")
        String currency();
    }
}
