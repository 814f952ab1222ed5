package robotaxi.local.identity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.RolesRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** What the realm must hold: roles, clients, and one person a role. Passwords come from {@link Secrets}. */
public final class RealmPlan {
    /** The realm. */
    public static final String REALM = "robotaxi";

    /** Public client with the password grant, so that curl can play a rider. Local alone. */
    public static final String RIDER_APP = "rider-app";

    /** The console's backend. */
    public static final String CONSOLE = "operator-console";

    /** Publishes releases. */
    public static final String PIPELINE = "release-pipeline";

    /** Registers the local fleet's cars. */
    public static final String FLEET_SETUP = "fleet-setup";

    /** Dispatch, which makes clients for partners. */
    public static final String DISPATCH = "dispatch-service";

    /** Where Keycloak keeps the rights over its own realm. */
    static final String REALM_RIGHTS = "realm-management";

    /** What dispatch may do in the realm: clients, and no accounts. */
    static final String MANAGE_CLIENTS = "manage-clients";

    /** Roles, each with a person of the same name. */
    public static final List<String> ROLES =
            List.of("rider", "partner", "operator", "safety", "release-manager", "auditor");

    private static final int TOKEN_SECONDS = 1_800;
    private static final int SESSION_SECONDS = 36_000;

    private final Secrets secrets;
    private final String consoleUrl;

    /** A plan whose console answers at this address. */
    public RealmPlan(Secrets secrets, String consoleUrl) {
        this.secrets = secrets;
        this.consoleUrl = consoleUrl;
    }

    /** The whole realm, as Keycloak imports it. */
    public RealmRepresentation realm() {
        var realm = new RealmRepresentation();
        realm.setRealm(REALM);
        realm.setEnabled(true);
        realm.setDisplayName("Robotaxi");
        realm.setSslRequired("external");
        realm.setAccessTokenLifespan(TOKEN_SECONDS);
        realm.setSsoSessionIdleTimeout(SESSION_SECONDS);
        var roles = new RolesRepresentation();
        roles.setRealm(ROLES.stream().map(RealmPlan::role).toList());
        realm.setRoles(roles);
        realm.setClients(clients());
        realm.setUsers(users());
        return realm;
    }

    /** A role. */
    static RoleRepresentation role(String name) {
        var role = new RoleRepresentation();
        role.setName(name);
        return role;
    }

    /** Programs that log in. */
    List<ClientRepresentation> clients() {
        var riderApp = client(RIDER_APP);
        riderApp.setPublicClient(true);
        riderApp.setDirectAccessGrantsEnabled(true);
        var console = client(CONSOLE);
        console.setStandardFlowEnabled(true);
        console.setSecret(secrets.get("client." + CONSOLE));
        console.setRedirectUris(List.of(consoleUrl + "/*"));
        console.setAttributes(Map.of("post.logout.redirect.uris", consoleUrl + "/*"));
        return List.of(riderApp, console, serviceClient(PIPELINE), serviceClient(FLEET_SETUP), serviceClient(DISPATCH));
    }

    /** Roles of the programs that log in as themselves, by client. */
    static Map<String, String> serviceRoles() {
        return Map.of(PIPELINE, "release-manager", FLEET_SETUP, "operator");
    }

    private ClientRepresentation serviceClient(String id) {
        var client = client(id);
        client.setServiceAccountsEnabled(true);
        client.setSecret(secrets.get("client." + id));
        return client;
    }

    private static ClientRepresentation client(String id) {
        var client = new ClientRepresentation();
        client.setClientId(id);
        client.setProtocol("openid-connect");
        client.setEnabled(true);
        client.setPublicClient(false);
        client.setStandardFlowEnabled(false);
        client.setDirectAccessGrantsEnabled(false);
        client.setServiceAccountsEnabled(false);
        return client;
    }

    /** One person a role, the simulated riders' account, and the programs' own accounts. */
    List<UserRepresentation> users() {
        List<UserRepresentation> users = new ArrayList<>();
        people().forEach((name, role) -> users.add(person(name, role)));
        serviceRoles().forEach((client, role) -> {
            var account = new UserRepresentation();
            account.setUsername("service-account-" + client);
            account.setEnabled(true);
            account.setServiceAccountClientId(client);
            account.setRealmRoles(List.of(role));
            users.add(account);
        });
        users.add(dispatch());
        return users;
    }

    private static UserRepresentation dispatch() {
        var account = new UserRepresentation();
        account.setUsername("service-account-" + DISPATCH);
        account.setEnabled(true);
        account.setServiceAccountClientId(DISPATCH);
        account.setClientRoles(Map.of(REALM_RIGHTS, List.of(MANAGE_CLIENTS)));
        return account;
    }

    /** People and their role. */
    static Map<String, String> people() {
        Map<String, String> people = new LinkedHashMap<>();
        ROLES.forEach(role -> people.put(role, role));
        people.put("simulated-riders", "rider");
        return people;
    }

    /** The password of a person. */
    public String password(String person) {
        return secrets.get("person." + person);
    }

    private UserRepresentation person(String name, String role) {
        var credential = new CredentialRepresentation();
        credential.setType(CredentialRepresentation.PASSWORD);
        credential.setValue(password(name));
        credential.setTemporary(false);
        var user = new UserRepresentation();
        user.setUsername(name);
        user.setEnabled(true);
        // Keycloak refuses the password grant to an account with an incomplete profile.
        user.setFirstName(name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1));
        user.setLastName("Local");
        user.setEmail(name + "@robotaxi.example");
        user.setEmailVerified(true);
        user.setCredentials(List.of(credential));
        user.setRealmRoles(List.of(role));
        return user;
    }
}
