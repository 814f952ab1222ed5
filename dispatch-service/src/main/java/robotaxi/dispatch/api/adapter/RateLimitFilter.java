package robotaxi.dispatch.api.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import robotaxi.dispatch.api.ApiError;
import robotaxi.kit.problem.Problems;

/** Sends clients away that call too often: 429 with Retry-After. Each instance counts for itself. */
@Provider
@Priority(Priorities.AUTHORIZATION + 1)
class RateLimitFilter implements ContainerRequestFilter {
    private final ClientLimits limits;
    private final SecurityIdentity identity;

    @Inject
    RateLimitFilter(ClientLimits limits, SecurityIdentity identity) {
        this.limits = limits;
        this.identity = identity;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!identity.isAnonymous() && !limits.allow(identity.getPrincipal().getName())) {
            request.abortWith(Problems.of(ApiError.TOO_MANY_CALLS, "Try again in a moment"));
        }
    }
}
