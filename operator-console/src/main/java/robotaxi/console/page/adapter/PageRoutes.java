package robotaxi.console.page.adapter;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import robotaxi.console.settings.adapter.ConsoleConfig;

/** Every address of the web app is the same page, and every page has one host. */
@ApplicationScoped
public class PageRoutes {
    private static final String OURS = "/(?!api(/|$)|q(/|$)|assets/|index\\.html$|icon\\.svg$|logout$).+";

    /** Before authentication, so that nobody logs in under a name that Keycloak does not know. */
    private static final int FIRST = -1_000;

    private final Optional<URI> publicUrl;

    @Inject
    PageRoutes(ConsoleConfig config) {
        this.publicUrl = config.publicUrl();
    }

    void routes(@Observes Router router) {
        router.route().method(HttpMethod.GET).order(FIRST).handler(this::toPublicHost);
        // Security has run by now: somebody without a session was sent to the log-in under the address that they
        // wanted.
        router.routeWithRegex(OURS).method(HttpMethod.GET).handler(call -> call.reroute("/index.html"));
    }

    private void toPublicHost(RoutingContext call) {
        String path = call.request().path();
        boolean isPage = path != null && !path.startsWith("/api/") && !path.startsWith("/q/");
        String asked = call.request().authority() == null
                ? ""
                : call.request().authority().toString();
        Optional<URI> elsewhere =
                publicUrl.filter(url -> isPage && !url.getAuthority().equals(asked));
        if (elsewhere.isPresent()) {
            call.response()
                    .setStatusCode(302)
                    .putHeader(
                            "Location",
                            elsewhere.get().resolve("/") + call.request().uri().substring(1))
                    .end();
        } else {
            call.next();
        }
    }
}
