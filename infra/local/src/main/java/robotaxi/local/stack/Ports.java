package robotaxi.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ports of the stack, all on 127.0.0.1. Each can be set by an environment variable, for instance {@code ROBOTAXI_PORT_DISPATCH}. */
public final class Ports {
    private static final Map<String, Integer> DEFAULTS = new LinkedHashMap<>();

    static {
        DEFAULTS.put("console", 8080);
        DEFAULTS.put("dispatch", 8081);
        DEFAULTS.put("gateway", 8082);
        DEFAULTS.put("gateway-link", 9443);
        DEFAULTS.put("gateway-enrolment", 9444);
        DEFAULTS.put("ota", 8083);
        DEFAULTS.put("ota-vehicle", 8483);
        DEFAULTS.put("incident", 8084);
        DEFAULTS.put("incident-vehicle", 8484);
        DEFAULTS.put("keycloak", 8180);
        DEFAULTS.put("simulator", 8190);
        DEFAULTS.put("agent", 9600);
        DEFAULTS.put("kafka", 9092);
        DEFAULTS.put("kafka-controller", 9093);
        DEFAULTS.put("postgres", 15432);
    }

    private final Map<String, Integer> ports = new LinkedHashMap<>();

    /** From the environment. */
    public Ports() {
        this(System::getenv);
    }

    Ports(Function<String, @Nullable String> environment) {
        DEFAULTS.forEach((name, port) -> {
            String given = environment.apply(
                    "ROBOTAXI_PORT_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
            ports.put(name, given == null ? port : Integer.parseInt(given));
        });
    }

    /** Ports that nobody holds now, all different, whatever the environment says. */
    public static Ports free() {
        List<ServerSocket> held = new ArrayList<>();
        try {
            return new Ports(name -> String.valueOf(hold(held)));
        } finally {
            held.forEach(Ports::release);
        }
    }

    /** All are held until the last is found, so that none is found twice. */
    private static int hold(List<ServerSocket> held) {
        try {
            var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            held.add(socket);
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StackException("this machine has no free port", e);
        }
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port by its name. */
    public int of(String name) {
        Integer port = ports.get(name);
        if (port == null) {
            throw new IllegalArgumentException("no port is called " + name);
        }
        return port;
    }

    /** An address on this machine. */
    public String url(String name) {
        return "http://127.0.0.1:" + of(name);
    }

    /** Complains about the first port that somebody else holds. */
    public void demandFree() {
        ports.forEach((name, port) -> {
            try (ServerSocket probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException e) {
                String holder = holder(port).map(who -> " by " + who).orElse("");
                throw new StackException(
                        "port " + port + " (" + name + ") is already taken" + holder
                                + ". End that program, or set ROBOTAXI_PORT_"
                                + name.toUpperCase(Locale.ROOT).replace('-', '_') + " to a free port.",
                        e);
            }
        });
    }

    /** Who listens there, as far as /proc tells. */
    static Optional<String> holder(int port) {
        try {
            Optional<String> inode = Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                    .flatMap(Ports::lines)
                    .map(line -> line.trim().split("\\s+", -1))
                    .filter(f -> f.length > 9 && "0A".equals(f[3]))
                    .filter(f -> f[1].endsWith(String.format(Locale.ROOT, ":%04X", port)))
                    .map(f -> "socket:[" + f[9] + "]")
                    .findFirst();
            return inode.flatMap(socket -> ProcessHandle.allProcesses()
                    .filter(process -> holds(process.pid(), socket))
                    .findFirst()
                    .map(process -> "process " + process.pid() + " (" + commandOf(process) + ")"));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String commandOf(ProcessHandle process) {
        String line = process.info().commandLine().orElse("unknown");
        return line.length() > 120 ? line.substring(0, 120) + "..." : line;
    }

    private static Stream<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file)).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static boolean holds(long pid, String socket) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            List<Path> all = descriptors.toList();
            for (Path descriptor : all) {
                if (target(descriptor).equals(socket)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException gone) {
            return "";
        }
    }
}
