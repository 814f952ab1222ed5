package robotaxi.incident.assistance.adapter;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.assistance.AssistError;
import robotaxi.incident.assistance.Ticket;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** What was asked, shown, answered and made of it, for those who look afterwards. */
@Path("/v1/assistance/records")
@RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
class RecordResource {
    private static final int MOST = 500;
    private static final int MOST_IN_FILE = 20_000;
    private static final Duration USUAL = Duration.ofDays(1);

    private final PostgresTickets tickets;
    private final AssistRecords records;
    private final InstantSource clock;

    @Inject
    RecordResource(PostgresTickets tickets, AssistRecords records, InstantSource clock) {
        this.tickets = tickets;
        this.records = records;
        this.clock = clock;
    }

    /** A page; {@code next} is the cursor of the one behind it. */
    public record Page(List<TicketJson> tickets, @Nullable String next) {}

    /** Questions that came in a span of time, the last day if none is named, in the order of their ids. */
    @GET
    public Page page(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("after") @Nullable String after) {
        Span span = span(from, to);
        List<Ticket> found = tickets.list(span.from(), span.to(), Objects.requireNonNullElse(after, ""), MOST);
        return new Page(
                found.stream().map(TicketJson::of).toList(),
                found.size() < MOST ? null : found.getLast().id());
    }

    /** The same as a file, one line a question. */
    @GET
    @Path("/csv")
    @Produces("text/csv")
    public Response file(@QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
        Span span = span(from, to);
        StringWriter out = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out)) {
            csv.writeRecord(RecordCsv.HEADER);
            write(csv, span);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Response.ok(out.toString())
                .header("Content-Disposition", "attachment; filename=\"assistance.csv\"")
                .build();
    }

    private void write(CsvWriter csv, Span span) {
        String after = "";
        int left = MOST_IN_FILE;
        List<Ticket> found;
        do {
            found = tickets.list(span.from(), span.to(), after, Math.min(MOST, left));
            found.forEach(ticket -> csv.writeRecord(RecordCsv.line(ticket)));
            left -= found.size();
            after = found.isEmpty() ? after : found.getLast().id();
        } while (found.size() == MOST && left > 0);
    }

    /** What the desk is measured by; {@code kilometres} is how far the cars drove in that time. */
    @GET
    @Path("/figures")
    public AssistRecords.Figures figures(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("kilometres") @Nullable Double kilometres) {
        Span span = span(from, to);
        return records.figures(span.from(), span.to(), kilometres);
    }

    private record Span(Instant from, Instant to) {}

    private Span span(@Nullable String from, @Nullable String to) {
        Instant end = to == null ? clock.instant() : time(to);
        return new Span(from == null ? end.minus(USUAL) : time(from), end);
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new FleetException(AssistError.MALFORMED, "not a time: " + text);
        }
    }
}
