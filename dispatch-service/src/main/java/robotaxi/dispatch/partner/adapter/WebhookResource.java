package robotaxi.dispatch.partner.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.partner.PartnerError;
import robotaxi.dispatch.partner.SecretSeal;
import robotaxi.dispatch.partner.WebhookSignature;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** Where a partner hears of its rides, and what became of each event. A partner sees its own endpoints alone. */
@Path("/v1/webhooks")
@RolesAllowed(Roles.PARTNER)
public class WebhookResource {
    private static final int MOST_ENDPOINTS = 10;
    private static final int LARGEST_PAGE = 200;
    private static final int KEY_BYTES = 32;
    private static final SecureRandom CHANCE = new SecureRandom();

    private final EntityManager entities;
    private final Webhooks webhooks;
    private final WebhookWriter writer;
    private final WebhookTargets targets;
    private final WebhookConfig config;
    private final SecretSeal seal;
    private final Ids ids;
    private final InstantSource clock;
    private final SecurityIdentity identity;

    @Inject
    WebhookResource(
            EntityManager entities,
            Webhooks webhooks,
            WebhookWriter writer,
            WebhookTargets targets,
            WebhookConfig config,
            SecretSeal seal,
            Ids ids,
            InstantSource clock,
            SecurityIdentity identity) {
        this.entities = entities;
        this.webhooks = webhooks;
        this.writer = writer;
        this.targets = targets;
        this.config = config;
        this.seal = seal;
        this.ids = ids;
        this.clock = clock;
        this.identity = identity;
    }

    /**
     * A new endpoint.
     *
     * @param events types, for instance {@code ride.arrived}; all if none is said
     */
    public record WebhookRequest(
            @Nullable String url, @Nullable List<String> events) {}

    /**
     * An endpoint.
     *
     * @param secret shown once, when it is made
     * @param state enabled or disabled
     * @param stateReason why it was disabled
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WebhookJson(
            String endpointId,
            String url,
            List<String> events,
            @Nullable String secret,
            String state,
            String stateReason,
            @Nullable Instant failingSince,
            Instant createdAt) {
        static WebhookJson of(WebhookRow row, @Nullable String secret) {
            return new WebhookJson(
                    row.id,
                    row.url,
                    List.of(row.events),
                    secret,
                    row.state.name().toLowerCase(Locale.ROOT),
                    row.stateReason,
                    row.failingSince,
                    row.createdAt);
        }
    }

    /** A partner's endpoints. */
    public record WebhookList(List<WebhookJson> webhooks) {}

    /**
     * A page of deliveries, newest first.
     *
     * @param nextCursor give it back for the next page; null at the end
     */
    public record DeliveryPage(
            List<Delivery.Json> deliveries, @Nullable String nextCursor) {}

    /** What to tell again: one event, or all of a span. */
    public record ReplayRequest(
            @Nullable String webhookId,
            @Nullable Instant from,
            @Nullable Instant until) {}

    /** How many events are told. */
    public record Told(int events) {}

    /** Registers an endpoint; its secret is shown this once. */
    @POST
    @Transactional
    @APIResponseSchema(value = WebhookJson.class, responseCode = "201")
    public Response create(@Nullable WebhookRequest request) {
        if (request == null || request.url() == null) {
            throw new FleetException(PartnerError.BAD_REQUEST, "url is needed");
        }
        String url = request.url();
        targets.refusal(url).ifPresent(why -> {
            throw new FleetException(PartnerError.WEBHOOK_BAD_URL, why);
        });
        List<String> events = request.events() == null ? List.of() : request.events();
        events.stream()
                .filter(type -> !WebhookWriter.types().contains(type))
                .findFirst()
                .ifPresent(type -> {
                    throw new FleetException(PartnerError.WEBHOOK_BAD_EVENT, type);
                });
        String partner = partnerId();
        if (endpoints(partner).size() >= MOST_ENDPOINTS) {
            throw new FleetException(PartnerError.WEBHOOK_TOO_MANY, "At most " + MOST_ENDPOINTS);
        }
        var row = new WebhookRow();
        row.id = ids.next();
        row.partnerId = partner;
        row.url = url;
        row.events = events.toArray(String[]::new);
        String secret = newSecret();
        row.secret = seal.seal(secret, row.id);
        row.createdAt = clock.instant();
        entities.persist(row);
        return Response.status(Response.Status.CREATED)
                .entity(WebhookJson.of(row, secret))
                .build();
    }

    /** The partner's endpoints, oldest first. */
    @GET
    @Transactional
    public WebhookList list() {
        return new WebhookList(endpoints(partnerId()).stream()
                .map(row -> WebhookJson.of(row, null))
                .toList());
    }

    /** Nothing more is sent there. */
    @DELETE
    @Path("/{id}")
    @Transactional
    public void delete(@PathParam("id") String id) {
        entities.remove(own(id));
    }

    /** Another secret. For a day events are signed with both. */
    @POST
    @Path("/{id}/rotate-secret")
    @Transactional
    public WebhookJson rotate(@PathParam("id") String id) {
        WebhookRow row = own(id);
        row.previousSecret = row.secret;
        row.previousSecretUntil = clock.instant().plus(config.secretOverlap());
        String secret = newSecret();
        row.secret = seal.seal(secret, row.id);
        return WebhookJson.of(row, secret);
    }

    /** Sends again to an endpoint that was disabled, what it missed first. */
    @POST
    @Path("/{id}/enable")
    @Transactional
    public WebhookJson enable(@PathParam("id") String id) {
        WebhookRow row = own(id);
        row.state = WebhookRow.State.ENABLED;
        row.stateReason = "";
        row.failingSince = null;
        webhooks.hurry(id, config.takenFor());
        return WebhookJson.of(row, null);
    }

    /** Sends a {@code webhook.ping}. */
    @POST
    @Path("/{id}/test")
    @Transactional
    public Told test(@PathParam("id") String id) {
        writer.ping(own(id).id);
        return new Told(1);
    }

    /** What was sent in the last thirty days, what is to be, and what the endpoint answered last. */
    @GET
    @Path("/{id}/deliveries")
    @Transactional
    public DeliveryPage deliveries(
            @PathParam("id") String id,
            @QueryParam("state") @DefaultValue("") String state,
            @QueryParam("cursor") @Nullable Long cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        int size = Math.clamp(limit, 1, LARGEST_PAGE);
        List<Webhooks.Listed> found =
                webhooks.list(own(id).id, state, cursor == null ? Long.MAX_VALUE : cursor, size + 1);
        List<Webhooks.Listed> page = found.stream().limit(size).toList();
        return new DeliveryPage(
                page.stream().map(Webhooks.Listed::delivery).toList(),
                found.size() > size ? String.valueOf(page.getLast().sequence()) : null);
    }

    /** Tells one event again, or all of a span; each with the id that it had. */
    @POST
    @Path("/{id}/replay")
    @Transactional
    public Told replay(@PathParam("id") String id, @Nullable ReplayRequest request) {
        String endpoint = own(id).id;
        if (request != null && request.webhookId() != null) {
            return new Told(webhooks.replay(endpoint, request.webhookId()));
        }
        if (request == null || request.from() == null || request.until() == null) {
            throw new FleetException(PartnerError.BAD_REQUEST, "webhookId, or from and until, are needed");
        }
        return new Told(webhooks.replay(endpoint, request.from(), request.until()));
    }

    private List<WebhookRow> endpoints(String partner) {
        return entities.createQuery("from WebhookRow where partnerId = ?1 order by id", WebhookRow.class)
                .setParameter(1, partner)
                .getResultList();
    }

    private WebhookRow own(String id) {
        WebhookRow row = entities.find(WebhookRow.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (row == null || !row.partnerId.equals(partnerId())) {
            throw new FleetException(PartnerError.WEBHOOK_UNKNOWN, id);
        }
        return row;
    }

    private String partnerId() {
        return entities.createQuery("select id from PartnerRow where principal = ?1", String.class)
                .setParameter(1, identity.getPrincipal().getName())
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> new FleetException(PartnerError.UNKNOWN, "Only partners that were registered"));
    }

    private static String newSecret() {
        byte[] key = new byte[KEY_BYTES];
        CHANCE.nextBytes(key);
        return WebhookSignature.secret(key);
    }
}
