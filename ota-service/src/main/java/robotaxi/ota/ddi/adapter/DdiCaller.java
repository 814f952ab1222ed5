package robotaxi.ota.ddi.adapter;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.UriInfo;

/** The device that speaks: the third and fifth parts of every path of theirs. */
@RequestScoped
class DdiCaller {
    private final DdiGate gate;
    private final DdiConfig config;
    private final HttpServerRequest request;
    private final UriInfo uri;

    @Inject
    DdiCaller(DdiGate gate, DdiConfig config, CurrentVertxRequest current, UriInfo uri) {
        this.gate = gate;
        this.config = config;
        this.request = current.getCurrent().request();
        this.uri = uri;
    }

    /**
     * Its id, once it has proven that the id is its own; whoever was never seen is known from now on.
     *
     * @throws DdiException if it has not, or must come again
     */
    String enter() {
        String deviceId = uri.getPathParameters().getFirst("deviceId");
        if (gate.enter(uri.getPathParameters().getFirst("tenant"), deviceId, request)
                .isEmpty()) {
            gate.register(deviceId);
        }
        return deviceId;
    }

    /** The same for a thread that must not wait. */
    Uni<String> entered() {
        String deviceId = uri.getPathParameters().getFirst("deviceId");
        return gate.enter(uri.getPathParameters().getFirst("tenant"), deviceId, request)
                        .isPresent()
                ? Uni.createFrom().item(deviceId)
                : Uni.createFrom()
                        .item(() -> gate.register(deviceId))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                        .replaceWith(deviceId);
    }

    /** Addresses of its resources. */
    DdiLinks links(String deviceId) {
        return DdiLinks.of(config, deviceId, request);
    }
}
