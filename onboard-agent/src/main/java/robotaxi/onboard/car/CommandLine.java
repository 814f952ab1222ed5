package robotaxi.onboard.car;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import robotaxi.onboard.model.HostOptions;
import robotaxi.onboard.model.ThinkingNeed;

/** What the agent is started for. */
public sealed interface CommandLine {
    /** How to ask for each. */
    String USAGE = """
            agent --config FILE
                the cars of a fleet, by a file of settings
            agent --alpasim --model PACKAGE [--listen 127.0.0.1:9600] [--thinking full|need|reflex]
                  [--seed N] [--samples N] [--providers tensorrt,cuda,cpu] [--threads N]
                only AlpaSim's driver service. PACKAGE is a zip, a folder, or "shipped". Without --seed
                each session takes the simulator's. Port 0 takes any that is free.
            agent --verify-model PACKAGE [--providers tensorrt,cuda,cpu] [--threads N]
                tries a package on each provider: does it load, does it answer its golden samples, how fast""";

    /** The cars of a fleet. */
    record Fleet(Path config) implements CommandLine {}

    /** Only the door of a simulator. */
    record Door(
            String model,
            String host,
            int port,
            ThinkingNeed.Policy thinking,
            OptionalLong seed,
            int samples,
            List<String> providers,
            int threads)
            implements CommandLine {
        /** Copies. */
        public Door {
            providers = List.copyOf(providers);
        }
    }

    /** A package is tried out. */
    record Verify(String model, List<String> providers, int threads) implements CommandLine {
        /** Copies. */
        public Verify {
            providers = List.copyOf(providers);
        }
    }

    /** Somebody asks. */
    record Help() implements CommandLine {}

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if it cannot be understood
     */
    static CommandLine parse(String... arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i];
            if (name.equals("--alpasim") || name.equals("--help")) {
                options.put(name, "");
            } else if (name.startsWith("--") && i + 1 < arguments.length) {
                options.put(name, arguments[++i]);
            } else {
                throw new IllegalArgumentException("cannot understand " + name);
            }
        }
        if (options.containsKey("--help")) {
            return new Help();
        }
        if (options.containsKey("--alpasim")) {
            allow(
                    options,
                    Set.of(
                            "--alpasim",
                            "--model",
                            "--listen",
                            "--thinking",
                            "--seed",
                            "--samples",
                            "--providers",
                            "--threads"));
            return door(options);
        }
        if (options.containsKey("--verify-model")) {
            allow(options, Set.of("--verify-model", "--providers", "--threads"));
            return new Verify(options.getOrDefault("--verify-model", ""), providers(options), threads(options));
        }
        allow(options, Set.of("--config"));
        return new Fleet(Path.of(demand(options, "--config")));
    }

    private static Door door(Map<String, String> options) {
        String listen = options.getOrDefault("--listen", "127.0.0.1:9600");
        int colon = listen.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("--listen needs HOST:PORT");
        }
        String seed = options.getOrDefault("--seed", "");
        return new Door(
                demand(options, "--model"),
                listen.substring(0, colon),
                (int) number("--listen", listen.substring(colon + 1)),
                thinking(options.getOrDefault("--thinking", "full")),
                seed.isEmpty() ? OptionalLong.empty() : OptionalLong.of(number("--seed", seed)),
                (int) number("--samples", options.getOrDefault("--samples", "1")),
                providers(options),
                threads(options));
    }

    private static ThinkingNeed.Policy thinking(String name) {
        try {
            return ThinkingNeed.Policy.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--thinking must be full, need or reflex", e);
        }
    }

    private static List<String> providers(Map<String, String> options) {
        String names = options.getOrDefault("--providers", "");
        return names.isEmpty() ? HostOptions.DEFAULT.providers() : List.of(names.split(","));
    }

    private static int threads(Map<String, String> options) {
        return (int) number("--threads", options.getOrDefault("--threads", "1"));
    }

    private static long number(String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " needs a number, not " + value, e);
        }
    }

    private static String demand(Map<String, String> options, String name) {
        String value = options.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static void allow(Map<String, String> options, Set<String> known) {
        for (String name : options.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("unknown option " + name);
            }
        }
    }
}
