package robotaxi.dispatch.partner.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import robotaxi.dispatch.partner.PartnerError;
import robotaxi.kit.problem.Problems;
import robotaxi.kit.security.Roles;

/** Turns away partners that an operator has shut out, whose tokens may still be good for a while. */
@Provider
@Priority(Priorities.AUTHORIZATION + 2)
class PartnerGate implements ContainerRequestFilter {
    private final SecurityIdentity identity;
    private final EntityManager entities;

    @Inject
    PartnerGate(SecurityIdentity identity, EntityManager entities) {
        this.identity = identity;
        this.entities = entities;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (identity.isAnonymous() || !identity.hasRole(Roles.PARTNER)) {
            return;
        }
        String name = identity.getPrincipal().getName();
        List<PartnerRow.State> known = QuarkusTransaction.requiringNew()
                .call(() -> entities.createQuery(
                                "select state from PartnerRow where principal = ?1", PartnerRow.State.class)
                        .setParameter(1, name)
                        .getResultList());
        if (!known.isEmpty() && known.getFirst() != PartnerRow.State.ACTIVE) {
            request.abortWith(Problems.of(PartnerError.SUSPENDED, "Ask the operator of the fleet"));
        }
    }
}
