package robotaxi.dispatch.partner.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.ClientsResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import robotaxi.dispatch.partner.PartnerClients;
import robotaxi.dispatch.partner.PartnerError;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/**
 * Partners' clients in Keycloak, made with a right that reaches no further than clients: the role comes with the client, so that
 * nobody's account needs to be touched.
 */
@ApplicationScoped
class KeycloakPartnerClients implements PartnerClients {
    private static final String PROTOCOL = "openid-connect";
    private static final String REALMS = "/realms/";

    private final KeycloakConfig config;

    @Inject
    KeycloakPartnerClients(KeycloakConfig config) {
        this.config = config;
    }

    @Override
    public String create(String id, String clientId) {
        return asked(clients -> {
            try (Response answer = clients.create(client(id, clientId))) {
                if (answer.getStatusInfo().getFamily() != Response.Status.Family.SUCCESSFUL) {
                    throw new FleetException(PartnerError.IDENTITY_FAULT, "status " + answer.getStatus());
                }
            }
            return clients.get(id).generateNewSecret().getValue();
        });
    }

    @Override
    public String rotate(String id) {
        return asked(clients -> clients.get(id).generateNewSecret().getValue());
    }

    @Override
    public void enable(String id, boolean enabled) {
        asked(clients -> {
            ClientRepresentation client = clients.get(id).toRepresentation();
            client.setEnabled(enabled);
            clients.get(id).update(client);
            return id;
        });
    }

    @Override
    public void delete(String id) {
        asked(clients -> {
            try {
                clients.get(id).remove();
                return "removed";
            } catch (NotFoundException e) {
                return "gone before";
            }
        });
    }

    private static ClientRepresentation client(String id, String clientId) {
        var role = new ProtocolMapperRepresentation();
        role.setName("role of a partner");
        role.setProtocol(PROTOCOL);
        role.setProtocolMapper("oidc-hardcoded-role-mapper");
        role.setConfig(Map.of("role", Roles.PARTNER));
        var client = new ClientRepresentation();
        client.setId(id);
        client.setClientId(clientId);
        client.setProtocol(PROTOCOL);
        client.setEnabled(true);
        client.setPublicClient(false);
        client.setStandardFlowEnabled(false);
        client.setDirectAccessGrantsEnabled(false);
        client.setServiceAccountsEnabled(true);
        client.setProtocolMappers(List.of(role));
        return client;
    }

    /** Logs in anew each time: partners are made and changed a few times a year. */
    private String asked(Function<ClientsResource, String> act) {
        String secret = config.clientSecret()
                .orElseThrow(() ->
                        new FleetException(PartnerError.IDENTITY_FAULT, "robotaxi.keycloak.client-secret is not set"));
        String address = config.realm().toString();
        int end = address.indexOf(REALMS);
        String realm = address.substring(end + REALMS.length());
        try (Keycloak keycloak = KeycloakBuilder.builder()
                .serverUrl(address.substring(0, end))
                .realm(realm)
                .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
                .clientId(config.clientId())
                .clientSecret(secret)
                .build()) {
            return act.apply(keycloak.realm(realm).clients());
        } catch (WebApplicationException | ProcessingException e) {
            throw new FleetException(PartnerError.IDENTITY_FAULT, e.getClass().getSimpleName(), null, e);
        }
    }
}
