package robotaxi.kit.trace;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** A request goes on with its caller's trace, or begins one. It ends with the request: Quarkus drops the context then. */
@Provider
@PreMatching
public class TraceFilter implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        Tracing.put(Trace.parse(request.getHeaderString(Trace.HEADER))
                .map(Trace::next)
                .orElseGet(Trace::begin));
    }
}
