package robotaxi.local.identity;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Keeps the running realm as the plan has it: what is missing is made, what differs is set right, nothing is removed. */
public final class RealmKeeper {
    private final RealmPlan plan;

    /** A keeper of this plan. */
    public RealmKeeper(RealmPlan plan) {
        this.plan = plan;
    }

    /** Compares and mends. */
    public void keep(String serverUrl, String adminPassword) {
        try (Keycloak admin = KeycloakBuilder.builder()
                .serverUrl(serverUrl)
                .realm("master")
                .clientId("admin-cli")
                .username("admin")
                .password(adminPassword)
                .build()) {
            RealmResource realm = admin.realm(RealmPlan.REALM);
            roles(realm);
            clients(realm);
            rights(realm);
            people(realm);
        }
    }

    private static void roles(RealmResource realm) {
        Set<String> there =
                realm.roles().list().stream().map(RoleRepresentation::getName).collect(Collectors.toSet());
        RealmPlan.ROLES.stream()
                .filter(role -> !there.contains(role))
                .forEach(role -> realm.roles().create(RealmPlan.role(role)));
    }

    private void clients(RealmResource realm) {
        for (ClientRepresentation wanted : plan.clients()) {
            List<ClientRepresentation> there = realm.clients().findByClientId(wanted.getClientId());
            if (there.isEmpty()) {
                realm.clients().create(wanted).close();
            } else {
                realm.clients().get(there.getFirst().getId()).update(wanted);
            }
        }
        for (Map.Entry<String, String> entry : RealmPlan.serviceRoles().entrySet()) {
            String id =
                    realm.clients().findByClientId(entry.getKey()).getFirst().getId();
            grant(realm, realm.clients().get(id).getServiceAccountUser().getId(), entry.getValue());
        }
    }

    private static void rights(RealmResource realm) {
        String owner = realm.clients()
                .findByClientId(RealmPlan.REALM_RIGHTS)
                .getFirst()
                .getId();
        String dispatch =
                realm.clients().findByClientId(RealmPlan.DISPATCH).getFirst().getId();
        RoleRepresentation right =
                realm.clients().get(owner).roles().get(RealmPlan.MANAGE_CLIENTS).toRepresentation();
        realm.users()
                .get(realm.clients().get(dispatch).getServiceAccountUser().getId())
                .roles()
                .clientLevel(owner)
                .add(List.of(right));
    }

    private void people(RealmResource realm) {
        for (UserRepresentation wanted : plan.users()) {
            if (wanted.getServiceAccountClientId() != null) {
                continue;
            }
            List<UserRepresentation> there = realm.users().searchByUsername(wanted.getUsername(), true);
            if (there.isEmpty()) {
                realm.users().create(wanted).close();
                there = realm.users().searchByUsername(wanted.getUsername(), true);
            } else {
                realm.users()
                        .get(there.getFirst().getId())
                        .resetPassword(wanted.getCredentials().getFirst());
            }
            grant(realm, there.getFirst().getId(), wanted.getRealmRoles().getFirst());
        }
    }

    private static void grant(RealmResource realm, String userId, String role) {
        RoleRepresentation representation = realm.roles().get(role).toRepresentation();
        realm.users().get(userId).roles().realmLevel().add(List.of(representation));
    }
}
