package robotaxi.dispatch.partner.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.partner.PartnerError;
import robotaxi.kit.problem.Problems;
import robotaxi.kit.security.Roles;

/** Turns away partners that an operator has shut out, whose tokens may still be good for a while. */
@ApplicationScoped
class PartnerGate {
    private final SecurityIdentity identity;
    private final EntityManager entities;

    @Inject
    PartnerGate(SecurityIdentity identity, EntityManager entities) {
        this.identity = identity;
        this.entities = entities;
    }

    /** Asks the database for partners alone; their calls wait for it on a thread that may wait. */
    @ServerRequestFilter(priority = Priorities.AUTHORIZATION + 2)
    public @Nullable Uni<Response> gate() {
        if (identity.isAnonymous() || !identity.hasRole(Roles.PARTNER)) {
            return null;
        }
        String name = identity.getPrincipal().getName();
        return Uni.createFrom()
                .item(() ->
                        isShutOut(name) ? Problems.of(PartnerError.SUSPENDED, "Ask the operator of the fleet") : null)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private boolean isShutOut(String name) {
        List<PartnerRow.State> known = QuarkusTransaction.requiringNew()
                .call(() -> entities.createQuery(
                                "select state from PartnerRow where principal = ?1", PartnerRow.State.class)
                        .setParameter(1, name)
                        .getResultList());
        return !known.isEmpty() && known.getFirst() != PartnerRow.State.ACTIVE;
    }
}
