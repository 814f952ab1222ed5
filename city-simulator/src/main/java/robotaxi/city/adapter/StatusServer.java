package robotaxi.city.adapter;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Status and events of the world over HTTP, on this machine only. */
final class StatusServer implements AutoCloseable {
    private final HttpServer server;
    private final ObjectMapper json = new ObjectMapper();

    /** What came of a wished event. */
    enum Outcome {
        DONE,
        UNKNOWN_CAR,
        TOO_SLOW
    }

    /** Makes a car brake hard. */
    interface HardBrakes {
        Outcome trigger(String vehicleId) throws InterruptedException;
    }

    StatusServer(int port, Supplier<Map<String, Object>> status, HardBrakes hardBrakes) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/status", exchange -> {
            if (exchange.getRequestMethod().equals("GET")) {
                answer(exchange, 200, "application/json", status.get());
            } else {
                problem(exchange, 405, "city.method-not-allowed", "Only GET is answered here");
            }
        });
        server.createContext("/events/hard-brake", exchange -> hardBrake(exchange, hardBrakes));
        server.createContext("/", exchange -> problem(exchange, 404, "city.unknown-path", "There is nothing here"));
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void hardBrake(HttpExchange exchange, HardBrakes hardBrakes) throws IOException {
        Optional<String> vehicle = parameter(exchange, "vehicleId");
        if (!exchange.getRequestMethod().equals("POST")) {
            problem(exchange, 405, "city.method-not-allowed", "Only POST is answered here");
            return;
        }
        if (vehicle.isEmpty()) {
            problem(exchange, 400, "city.vehicle-missing", "The parameter vehicleId is missing");
            return;
        }
        try {
            switch (hardBrakes.trigger(vehicle.get())) {
                case DONE -> answer(exchange, 202, "application/json", Map.of("vehicleId", vehicle.get()));
                case UNKNOWN_CAR -> problem(exchange, 404, "city.unknown-vehicle", "There is no such car");
                case TOO_SLOW -> problem(exchange, 409, "city.not-moving", "The car does not move fast enough");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            problem(exchange, 503, "city.stopping", "The world is coming to its end");
        }
    }

    private static Optional<String> parameter(HttpExchange exchange, String name) {
        String query = exchange.getRequestURI().getRawQuery();
        if (query == null) {
            return Optional.empty();
        }
        String prefix = name + "=";
        for (String part : query.split("&", -1)) {
            if (part.startsWith(prefix)) {
                return Optional.of(URLDecoder.decode(part.substring(prefix.length()), StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    private void problem(HttpExchange exchange, int status, String code, String title) throws IOException {
        answer(
                exchange,
                status,
                "application/problem+json",
                Map.of(
                        "type", "https://robotaxi.example/errors/" + code,
                        "title", title,
                        "status", status,
                        "code", code));
    }

    private void answer(HttpExchange exchange, int status, String type, Map<String, Object> body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
