package robotaxi.ota.ddi.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Tells devices to come again (429) rather than have them all wait for the database: their clients know how. */
@ApplicationScoped
public class AdmissionFilter {
    private static final String ADMITTED = AdmissionFilter.class.getName();

    private final Semaphore places;

    @Inject
    AdmissionFilter(DdiConfig config) {
        this.places = new Semaphore(config.mostAtOnce());
    }

    @Admitted
    @ServerRequestFilter(nonBlocking = true)
    public Optional<RestResponse<Void>> enter(ContainerRequestContext request) {
        if (!places.tryAcquire()) {
            return Optional.of(RestResponse.ResponseBuilder.<Void>create(429)
                    .header("Retry-After", "5")
                    .build());
        }
        request.setProperty(ADMITTED, true);
        return Optional.empty();
    }

    @Admitted
    @ServerResponseFilter
    public void leave(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(ADMITTED) != null) {
            request.removeProperty(ADMITTED);
            places.release();
        }
    }
}
