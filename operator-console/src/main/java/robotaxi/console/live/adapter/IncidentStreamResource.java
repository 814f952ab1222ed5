package robotaxi.console.live.adapter;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import robotaxi.console.proxy.Upstream;
import robotaxi.console.proxy.adapter.ServiceClient;

/** Incidents as they happen, handed on from the incident service as its stream brings them. */
@Path("/api/live/incidents")
@Authenticated
public class IncidentStreamResource {
    private static final Logger LOG = Logger.getLogger(IncidentStreamResource.class);
    private static final Duration LASTS = Duration.ofMinutes(4);
    private static final int OK = 200;

    private final ServiceClient services;
    private final SecurityIdentity person;

    @Inject
    IncidentStreamResource(ServiceClient services, SecurityIdentity person) {
        this.services = services;
        this.person = person;
    }

    /** A stream that ends after some minutes: the browser comes again with the last id, and with the token that the session has then. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> follow(
            @Nullable @HeaderParam("Last-Event-ID") String lastEventId, @Context Sse sse) {
        HttpRequest.Builder request =
                services.request(Upstream.INCIDENT, "/v1/incidents/events", ServiceClient.token(person));
        request.setHeader("Accept", MediaType.SERVER_SENT_EVENTS);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return Multi.createFrom()
                .<OutboundSseEvent>emitter(out -> Thread.ofVirtual()
                        .name("incident-stream")
                        .start(() -> handOn(request.timeout(LASTS).build(), sse, out)))
                .select()
                .first(LASTS);
    }

    private void handOn(HttpRequest request, Sse sse, MultiEmitter<? super OutboundSseEvent> out) {
        try {
            HttpResponse<InputStream> answer = services.http().send(request, BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                out.onTermination(() -> close(body));
                if (answer.statusCode() == OK) {
                    read(new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)), sse, out);
                }
            }
        } catch (IOException e) {
            LOG.debugf("The stream of incidents ended reason=%s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.complete();
    }

    /** Without the events' names: a page has one ear for all of them. */
    private static void read(BufferedReader lines, Sse sse, MultiEmitter<? super OutboundSseEvent> out)
            throws IOException {
        String id = "";
        for (String line = lines.readLine(); line != null && !out.isCancelled(); line = lines.readLine()) {
            if (line.startsWith("id:")) {
                id = line.substring("id:".length()).strip();
            } else if (line.startsWith("data:")) {
                out.emit(sse.newEventBuilder()
                        .id(id)
                        .data(String.class, line.substring("data:".length()).strip())
                        .build());
            } else if (line.startsWith(":")) {
                out.emit(sse.newEventBuilder().comment("still here").build());
            }
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException _) {
            // It has ended by itself.
        }
    }
}
