package robotaxi.console.live.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import robotaxi.console.proxy.Upstream;
import robotaxi.console.proxy.adapter.ConsoleProblem;
import robotaxi.console.proxy.adapter.ServiceClient;

/** Takes one picture of the fleet with a person's token, so that nobody sees more than dispatch shows them. */
@ApplicationScoped
class LivePicture {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int OK = 200;

    private final ServiceClient services;
    private final ObjectMapper mapper;
    private final InstantSource clock;

    @Inject
    LivePicture(ServiceClient services, ObjectMapper mapper, InstantSource clock) {
        this.services = services;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** A picture, or the news that the token ended. */
    record Shown(boolean tokenEnded, String json) {}

    Uni<Shown> next(String token) {
        return Uni.createFrom().completionStage(() -> {
            var vehicles = ask("/v1/vehicles", token);
            var rides = ask("/v1/rides?state=open&limit=200", token);
            return vehicles.thenCombine(rides, this::shown).exceptionally(this::silent);
        });
    }

    private CompletableFuture<HttpResponse<String>> ask(String path, String token) {
        var request = services.request(Upstream.DISPATCH, path, token)
                .timeout(PATIENCE)
                .build();
        return services.http().sendAsync(request, BodyHandlers.ofString());
    }

    private Shown shown(HttpResponse<String> vehicles, HttpResponse<String> rides) {
        if (vehicles.statusCode() == UNAUTHORIZED) {
            return new Shown(true, "");
        }
        try {
            ObjectNode picture =
                    mapper.createObjectNode().put("at", clock.instant().toString());
            if (vehicles.statusCode() != OK) {
                return problem(
                        vehicles.statusCode() == FORBIDDEN ? "http.forbidden" : ConsoleProblem.SERVICE_SILENT.code());
            }
            picture.set("vehicles", mapper.readTree(vehicles.body()));
            // Not every role that sees cars sees rides; null says so, an empty list would be a lie.
            picture.set("rides", ridesOf(rides));
            return new Shown(false, mapper.writeValueAsString(picture));
        } catch (JsonProcessingException e) {
            throw new CompletionException(e);
        }
    }

    private @Nullable JsonNode ridesOf(HttpResponse<String> rides) throws JsonProcessingException {
        return rides.statusCode() == OK ? mapper.readTree(rides.body()).get("rides") : null;
    }

    private Shown silent(Throwable fault) {
        return problem(ConsoleProblem.SERVICE_SILENT.code());
    }

    private Shown problem(String code) {
        return new Shown(
                false,
                mapper.createObjectNode()
                        .put("at", clock.instant().toString())
                        .put("problem", code)
                        .toString());
    }
}
