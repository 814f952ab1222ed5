package robotaxi.console.live.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.concurrent.Flow;
import robotaxi.console.proxy.Upstream;
import robotaxi.console.proxy.adapter.ServiceClient;

/** A service's stream of events, handed on event by event: the proxy's buffers would hold back what must be seen at once. */
@ApplicationScoped
class EventRelay {
    private static final String DATA = "data:";
    private static final int OK = 200;
    private static final int MOST_WAITING = 256;

    /** Then the browser comes again, and the session gets a new token. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final ServiceClient services;
    private final SecurityIdentity person;

    @Inject
    EventRelay(ServiceClient services, SecurityIdentity person) {
        this.services = services;
        this.person = person;
    }

    Multi<String> follow(Upstream upstream, String path) {
        HttpRequest request = services.request(upstream, path, ServiceClient.token(person))
                .header("Accept", MediaType.SERVER_SENT_EVENTS)
                .build();
        return Multi.createFrom()
                .<String>emitter(emitter -> open(request, emitter), MOST_WAITING)
                .select()
                .first(LONGEST);
    }

    private void open(HttpRequest request, MultiEmitter<? super String> emitter) {
        var call = services.http().sendAsync(request, info -> {
            if (info.statusCode() != OK) {
                emitter.fail(new IOException("the service answers " + info.statusCode()));
                return BodySubscribers.replacing(null);
            }
            return BodySubscribers.fromLineSubscriber(new Lines(emitter));
        });
        emitter.onTermination(() -> call.cancel(true));
        var _ = call.exceptionally(fault -> {
            emitter.fail(fault);
            return null;
        });
    }

    /** Lines of a stream of events: what is data goes on. */
    private record Lines(MultiEmitter<? super String> emitter) implements Flow.Subscriber<String> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            emitter.onTermination(subscription::cancel);
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (line.startsWith(DATA)) {
                emitter.emit(line.substring(DATA.length()));
            }
        }

        @Override
        public void onError(Throwable fault) {
            emitter.fail(fault);
        }

        @Override
        public void onComplete() {
            emitter.complete();
        }
    }
}
