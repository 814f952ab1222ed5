package robotaxi.local.identity;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The realm holds what docs/architecture.md, "Identity", promises. */
class RealmPlanTest {
    @TempDir
    Path folder;

    private Secrets secrets;
    private RealmRepresentation realm;
    private Map<String, ClientRepresentation> clients;

    @BeforeEach
    void makePlan() {
        secrets = Secrets.load(folder.resolve("secrets.json"));
        realm = new RealmPlan(secrets, "http://127.0.0.1:8080").realm();
        clients = realm.getClients().stream().collect(toMap(ClientRepresentation::getClientId, Function.identity()));
    }

    @Test
    void everyRoleIsThereWithAPersonOfItsName() {
        assertThat(realm.getRoles().getRealm())
                .extracting(RoleRepresentation::getName)
                .containsExactlyInAnyOrder("rider", "partner", "operator", "safety", "release-manager", "auditor");
        for (String role : RealmPlan.ROLES) {
            assertThat(user(role).getRealmRoles()).containsExactly(role);
        }
        assertThat(user("simulated-riders").getRealmRoles()).containsExactly("rider");
    }

    @Test
    void onlyTheRidersAppMayTradeAPasswordForAToken() {
        assertThat(clients.values().stream()
                        .filter(ClientRepresentation::isDirectAccessGrantsEnabled)
                        .map(ClientRepresentation::getClientId))
                .containsExactly("rider-app");
        assertThat(clients.get("rider-app").isPublicClient()).isTrue();
        assertThat(clients.get("rider-app").isStandardFlowEnabled()).isFalse();
    }

    @Test
    void theConsolesBackendUsesTheCodeFlowAndComesBackToTheConsoleOnly() {
        ClientRepresentation console = clients.get("operator-console");
        assertThat(console.isStandardFlowEnabled()).isTrue();
        assertThat(console.isPublicClient()).isFalse();
        assertThat(console.getRedirectUris()).containsExactly("http://127.0.0.1:8080/*");
        assertThat(console.getSecret()).isEqualTo(secrets.get("client.operator-console"));
    }

    @Test
    void programsLogInAsThemselvesWithOneRoleEach() {
        assertThat(clients)
                .containsOnlyKeys(
                        "rider-app", "operator-console", "release-pipeline", "fleet-setup", "dispatch-service");
        for (var entry : Map.of("release-pipeline", "release-manager", "fleet-setup", "operator")
                .entrySet()) {
            ClientRepresentation client = clients.get(entry.getKey());
            assertThat(client.isServiceAccountsEnabled()).isTrue();
            assertThat(client.isPublicClient()).isFalse();
            assertThat(user("service-account-" + entry.getKey()).getRealmRoles())
                    .containsExactly(entry.getValue());
        }
    }

    @Test
    void dispatchMayManageClientsAndHasNoRoleOfAPerson() {
        UserRepresentation account = user("service-account-dispatch-service");
        assertThat(account.getClientRoles()).isEqualTo(Map.of("realm-management", List.of("manage-clients")));
        assertThat(account.getRealmRoles()).isNull();
        assertThat(clients.get("dispatch-service").getSecret()).isEqualTo(secrets.get("client.dispatch-service"));
    }

    @Test
    void noPasswordIsWrittenInTheCode() {
        var other = new RealmPlan(Secrets.load(folder.resolve("other.json")), "http://127.0.0.1:8080");
        assertThat(other.password("operator")).isNotEqualTo(secrets.get("person.operator"));
        assertThat(user("operator").getCredentials().getFirst().getValue()).isEqualTo(secrets.get("person.operator"));
    }

    private UserRepresentation user(String name) {
        return realm.getUsers().stream()
                .filter(user -> user.getUsername().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
