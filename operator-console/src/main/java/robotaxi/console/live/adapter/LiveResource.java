package robotaxi.console.live.adapter;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestStreamElementType;
import robotaxi.console.proxy.adapter.ServiceClient;

/** The fleet and the open rides, once a second. */
@Path("/api/live")
@Authenticated
public class LiveResource {
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final LivePicture picture;
    private final SecurityIdentity person;

    @Inject
    LiveResource(LivePicture picture, SecurityIdentity person) {
        this.picture = picture;
        this.person = person;
    }

    /**
     * A stream of pictures, each whole, so that a viewer who missed some is right again with the next. It ends when the token
     * does; the browser then comes again and the session gets a new one.
     */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.TEXT_PLAIN)
    public Multi<String> follow() {
        String token = ServiceClient.token(person);
        return Multi.createFrom()
                .ticks()
                .every(BEAT)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(beat -> picture.next(token))
                .select()
                .first(shown -> !shown.tokenEnded())
                .onItem()
                .transform(LivePicture.Shown::json);
    }
}
