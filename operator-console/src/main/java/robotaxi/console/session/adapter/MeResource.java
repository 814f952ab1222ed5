package robotaxi.console.session.adapter;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** Who is logged in. */
@Path("/api/me")
@Authenticated
public class MeResource {
    private final SecurityIdentity person;

    @Inject
    MeResource(SecurityIdentity person) {
        this.person = person;
    }

    /** A person, with the roles as Keycloak names them. */
    public record Me(String name, List<String> roles) {}

    /** The caller. */
    @GET
    public Me get() {
        return new Me(
                person.getPrincipal().getName(),
                person.getRoles().stream().sorted().toList());
    }
}
