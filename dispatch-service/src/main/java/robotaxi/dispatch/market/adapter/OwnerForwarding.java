package robotaxi.dispatch.market.adapter;

import io.quarkus.runtime.BlockingOperationControl;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import robotaxi.kit.problem.Problems;

/**
 * Hands a request for a market that this instance does not own to the one that does, and waits while nobody does: who asks
 * does not notice which instance they reached, nor that an owner died. A request is sent once more only if it cannot have
 * been taken in, or carries the key that makes it one.
 */
@ApplicationScoped
class OwnerForwarding {
    private static final Logger LOG = Logger.getLogger(OwnerForwarding.class);
    private static final String BODY = OwnerForwarding.class.getName();
    private static final String FORWARDED = "Robotaxi-Forwarded";
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final List<String> TO_OWNER =
            List.of("Authorization", "Content-Type", "Accept", "Idempotency-Key", "If-Match", "traceparent");
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("content-length", "transfer-encoding", "connection", "keep-alive", "date");
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final long RETRY_MILLIS = 100;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private final Instances instances;
    private final DispatchConfig config;

    @Inject
    OwnerForwarding(Instances instances, DispatchConfig config) {
        this.instances = instances;
        this.config = config;
    }

    /** Keeps a body that may have to be sent on. What is taken in on an event loop decides nothing, and needs no owner. */
    @ServerRequestFilter
    public void keepBody(ContainerRequestContext request) throws IOException {
        if (WITH_BODY.contains(request.getMethod()) && BlockingOperationControl.isBlockingAllowed()) {
            byte[] body = request.getEntityStream().readAllBytes();
            request.setProperty(BODY, body);
            request.setEntityStream(new ByteArrayInputStream(body));
        }
    }

    /** The answer of the market's owner. */
    @ServerExceptionMapper
    public Response forward(NotOwnerException notHere, ContainerRequestContext request) {
        Response busy = Problems.of(notHere.code(), notHere.getMessage());
        if (request.getHeaderString(FORWARDED) != null) {
            return busy;
        }
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        try {
            do {
                Optional<URI> owner = instances.ownerOf(notHere.market());
                if (owner.isPresent()) {
                    Optional<Response> answer = ask(owner.get(), request, busy);
                    if (answer.isPresent()) {
                        return answer.get();
                    }
                }
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            } while (System.nanoTime() - giveUpAt < 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return busy;
    }

    /** Nothing if the request was not taken in and may be sent again. */
    private Optional<Response> ask(URI owner, ContainerRequestContext request, Response busy)
            throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = http.send(copy(owner, request), HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() == busy.getStatus() ? Optional.empty() : Optional.of(response(answer));
        } catch (ConnectException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warnf("The owner of a market ended over a request: %s", e.getMessage());
            return request.getHeaderString("Idempotency-Key") == null ? Optional.of(busy) : Optional.empty();
        }
    }

    private HttpRequest copy(URI owner, ContainerRequestContext request) {
        URI asked = request.getUriInfo().getRequestUri();
        String query = asked.getRawQuery();
        var copy = HttpRequest.newBuilder(owner.resolve(asked.getRawPath() + (query == null ? "" : "?" + query)))
                .timeout(PATIENCE)
                .header(FORWARDED, config.instance().id());
        for (String name : TO_OWNER) {
            String value = request.getHeaderString(name);
            if (value != null) {
                copy.header(name, value);
            }
        }
        byte[] body = request.getProperty(BODY) instanceof byte[] kept ? kept : new byte[0];
        return copy.method(request.getMethod(), HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private static Response response(HttpResponse<byte[]> answer) {
        var response = Response.status(answer.statusCode()).entity(answer.body());
        answer.headers().map().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name)) {
                values.forEach(value -> response.header(name, value));
            }
        });
        return response.build();
    }

    @PreDestroy
    void close() {
        http.close();
    }
}
