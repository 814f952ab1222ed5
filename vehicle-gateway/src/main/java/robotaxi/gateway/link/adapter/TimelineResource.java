package robotaxi.gateway.link.adapter;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.gateway.link.Timeline;
import robotaxi.gateway.registry.adapter.RegistryError;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** What happened to one car, from all that is known. */
@Path("/v1/vehicles/{id}/timeline")
public class TimelineResource {
    private static final int LARGEST_PAGE = 500;

    private final PresenceRows presence;
    private final TimelineRows rows;
    private final TimelineTopics topics;
    private final InstantSource clock;

    @Inject
    TimelineResource(PresenceRows presence, TimelineRows rows, TimelineTopics topics, InstantSource clock) {
        this.presence = presence;
        this.rows = rows;
        this.topics = topics;
        this.clock = clock;
    }

    /**
     * One thing that happened.
     *
     * @param time by the fleet's clock
     * @param kind {@code presence}, {@code command}, {@code certificate}, {@code event}, {@code safety} or {@code telemetry}
     * @param id of the command, certificate or event; of presence the session's epoch
     * @param traceId W3C trace id, empty if it has none
     */
    public record EntryJson(Instant time, String kind, String id, String summary, String traceId) {}

    /**
     * A part of a timeline, the newest first.
     *
     * @param truncated whether what the car said in the last minutes is here in part only
     */
    public record TimelineJson(List<EntryJson> entries, boolean truncated) {}

    /**
     * What happened to a car, the newest first. Presence, commands and certificates go back to the beginning; what the car said,
     * some minutes.
     *
     * @param limit so many entries, and those of the last one's instant
     * @param before an instant, ISO 8601: only what was earlier, for instance than the last entry of the page before
     */
    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public TimelineJson get(
            @PathParam("id") String id,
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("before") @Nullable String before) {
        if (presence.find(id).isEmpty()) {
            throw new FleetException(RegistryError.VEHICLE_UNKNOWN, id);
        }
        Instant until = before == null || before.isBlank() ? clock.instant() : instant(before);
        int most = Math.clamp(limit, 1, LARGEST_PAGE);
        TimelineTopics.Found said = topics.before(id, until);
        List<Timeline.Entry> all = new ArrayList<>(rows.before(id, until, most));
        all.addAll(TimelineRecords.entries(said.records()));
        Timeline timeline = Timeline.newest(all, most, said.truncated());
        return new TimelineJson(
                timeline.entries().stream().map(TimelineResource::json).toList(), timeline.truncated());
    }

    private static EntryJson json(Timeline.Entry entry) {
        return new EntryJson(entry.time(), entry.kind().wireName(), entry.id(), entry.summary(), entry.traceId());
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new FleetException(RegistryError.BAD_REQUEST, "before must be an instant, ISO 8601");
        }
    }
}
