package robotaxi.benchmarks.reporting;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import robotaxi.incident.deadline.Deadline;
import robotaxi.incident.deadline.Due;
import robotaxi.incident.deadline.KeepDeadlines;
import robotaxi.incident.deadline.Reminders;
import robotaxi.incident.deadline.WorkCalendar;
import robotaxi.incident.deadline.adapter.HolidayCalendar;
import robotaxi.incident.deadline.adapter.PostgresDeadlines;
import robotaxi.incident.rule.DecisionTable;
import robotaxi.incident.rule.adapter.TableJson;

/**
 * A leap year of incidents in a city with clock changes: the service's own table decides, its own keeper starts, reminds and ends
 * clocks in PostgreSQL, minute by quarter of an hour. A desk files some hours after it was reminded, on working days only. What is right
 * is computed apart: ends by counting days and looking up offsets, without the arithmetic that the service uses.
 */
public final class YearOfClocks {
    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    private static final Instant BEGIN = Instant.parse("2028-01-01T08:00:00Z");
    private static final Duration YEAR = Duration.ofDays(366);
    private static final Duration TAIL = Duration.ofDays(50);
    private static final Duration STEP = Duration.ofMinutes(15);
    private static final LocalTime OPENS = LocalTime.of(9, 0);
    private static final LocalTime CLOSES = LocalTime.of(17, 0);
    private static final int ON_CALL_MINUTES = 120;
    private static final int REACTION_MINUTES = 180;

    private final IncidentDatabase database;
    private final SplittableRandom chance;
    private final DecisionTable table = TableJson.shipped();
    private final WorkCalendar calendar = new HolidayCalendar("us", "ca");
    private final KeepDeadlines keeper;
    private final PostgresDeadlines deadlines;
    private final PriorityQueue<Filing> desk = new PriorityQueue<>();
    private final Map<String, Expected> expected = new HashMap<>();
    private Instant now = BEGIN;
    private int ids;
    private int outsideHours;

    /** What came of it. */
    public record Result(int clocks, int missed, int wrongEnds, int unasked, int remindedAtNight) {}

    private record Expected(Instant notice, Instant due) {}

    private record Filing(Instant at, String incident, String rule) implements Comparable<Filing> {
        @Override
        public int compareTo(Filing other) {
            return at.compareTo(other.at);
        }
    }

    /** A year in this database. */
    public YearOfClocks(IncidentDatabase database, long seed) {
        this.database = database;
        this.chance = new SplittableRandom(seed);
        this.deadlines = new PostgresDeadlines(database.source());
        InstantSource clock = () -> now;
        this.keeper = new KeepDeadlines(
                deadlines, new Reminders(calendar, ZONE), ZONE, clock, () -> String.format("clock-%07d", ids++));
    }

    /** Plays it with so many incidents. */
    public Result play(int incidents) throws SQLException, IOException {
        TreeMap<Instant, List<String>> calls = new TreeMap<>();
        for (int incident = 0; incident < incidents; incident++) {
            Instant at = BEGIN.plusSeconds(chance.nextLong(YEAR.toSeconds()));
            calls.computeIfAbsent(at, _ -> new ArrayList<>()).add(String.format("incident-%05d", incident));
        }
        Instant end = BEGIN.plus(YEAR).plus(TAIL);
        for (Instant tick = BEGIN; tick.isBefore(end); tick = tick.plus(STEP)) {
            for (var due = calls.firstEntry(); due != null && due.getKey().isBefore(tick); due = calls.firstEntry()) {
                now = due.getKey();
                for (String incident : due.getValue()) {
                    happens(incident);
                }
                calls.pollFirstEntry();
            }
            now = tick;
            remind();
            file();
            database.connection().commit();
        }
        return judge();
    }

    private void happens(String incident) throws SQLException {
        insert(incident);
        Map<String, String> facts = facts();
        DecisionTable.Decision decision = table.decide(facts);
        Map<String, Due> wanted = decision.deadlines().stream()
                .collect(
                        Collectors.toMap(name -> name, name -> table.terms(name).due()));
        keeper.follow(incident, table.version(), table.governed(), wanted, now, "vehicle.safety");
        rightly(facts).forEach((rule, due) -> expected.put(incident + " " + rule, new Expected(now, due)));
    }

    private void insert(String incident) throws SQLException {
        try (PreparedStatement insert = database.connection().prepareStatement("""
                insert into incident (id, vehicle_id, kind, severity, state, event_id, occurred_at, last_event_at, opened_at, latitude,
                    longitude, heading, speed, peak_deceleration, ride_id, release_id, reasoning, detail, clip_follows)
                values (?, 'car-1', 'collision', 1, 'captured', ?, now(), now(), now(), 0, 0, 0, 0, 0, '', '', '', '', false)""")) {
            insert.setString(1, incident);
            insert.setString(2, incident);
            insert.executeUpdate();
        }
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new HashMap<>();
        facts.put("kind", chance.nextInt(5) == 0 ? "hard-brake" : "collision");
        facts.put("State", chance.nextInt(3) == 0 ? "AZ" : "CA");
        facts.put(
                "Highest Injury Severity Alleged",
                chance.nextInt(8) == 0 ? "Minor W/ Hospitalization" : "Property Damage. No Injured Reported");
        facts.put("Crash With", chance.nextInt(30) == 0 ? "Non-Motorist: Cyclist" : "SUV");
        facts.put(
                "Was Any Vehicle Towed?",
                chance.nextInt(5) == 0
                        ? "Yes Subject Vehicle, No Crash Partner"
                        : "No Subject Vehicle, No Crash Partner");
        return facts;
    }

    /** What the law asks for, by hand. */
    private Map<String, Instant> rightly(Map<String, String> facts) {
        Map<String, Instant> right = new HashMap<>();
        if (!"collision".equals(facts.get("kind"))) {
            return right;
        }
        boolean isGrave = "Minor W/ Hospitalization".equals(facts.get("Highest Injury Severity Alleged"))
                || "Non-Motorist: Cyclist".equals(facts.get("Crash With"))
                || "Yes Subject Vehicle, No Crash Partner".equals(facts.get("Was Any Vehicle Towed?"));
        if (isGrave) {
            right.put("nhtsa-5-day", daysLater(5));
        } else {
            right.put("nhtsa-monthly", sixteenthOfNextMonth());
        }
        if ("CA".equals(facts.get("State"))) {
            right.put("cpuc-1-day", daysLater(1));
        }
        return right;
    }

    private Instant daysLater(int days) {
        ZoneOffset here = offset(now);
        LocalDateTime local = LocalDateTime.ofEpochSecond(now.getEpochSecond(), now.getNano(), here);
        LocalDateTime wanted =
                LocalDate.ofEpochDay(local.toLocalDate().toEpochDay() + days).atTime(local.toLocalTime());
        List<ZoneOffset> valid = ZONE.getRules().getValidOffsets(wanted);
        if (valid.isEmpty()) {
            // The clock jumped over it: an hour later, by the offset before.
            return wanted.toInstant(here);
        }
        return wanted.toInstant(valid.contains(here) ? here : valid.getFirst());
    }

    private Instant sixteenthOfNextMonth() {
        LocalDate day = LocalDateTime.ofEpochSecond(now.getEpochSecond(), 0, offset(now))
                .toLocalDate();
        int month = day.getMonthValue();
        do {
            day = LocalDate.ofEpochDay(day.toEpochDay() + 1);
        } while (day.getMonthValue() == month || day.getDayOfMonth() != 16);
        LocalDateTime midnight = LocalDateTime.of(day, LocalTime.MIDNIGHT);
        return midnight.toInstant(ZONE.getRules().getValidOffsets(midnight).getFirst());
    }

    private static ZoneOffset offset(Instant at) {
        return ZONE.getRules().getOffset(at);
    }

    /** The desk hears of it, and files some hours of work later; who is called at another time is on call. */
    private void remind() {
        for (Deadline told : keeper.remind()) {
            if (told.reminded() == 0 || told.hasLapsed()) {
                continue;
            }
            LocalDateTime local = LocalDateTime.ofEpochSecond(now.getEpochSecond(), 0, offset(now));
            boolean isCall = told.reminders().get(told.reminded() - 1).equals(told.notice());
            if (!isCall && !isOpen(local)) {
                outsideHours++;
            }
            int minutes = chance.nextInt(isCall ? ON_CALL_MINUTES : REACTION_MINUTES);
            desk.add(new Filing(now.plus(Duration.ofMinutes(minutes)), told.incidentId(), told.rule()));
        }
    }

    /** A reminder of five o'clock comes with the next look. */
    private boolean isOpen(LocalDateTime local) {
        boolean isWorkday = local.getDayOfWeek() != DayOfWeek.SATURDAY
                && local.getDayOfWeek() != DayOfWeek.SUNDAY
                && calendar.isWorkingDay(local.toLocalDate());
        LocalTime time = local.toLocalTime();
        return isWorkday && !time.isBefore(OPENS) && !time.isAfter(CLOSES.plus(STEP));
    }

    private void file() {
        for (Filing next = desk.peek(); next != null && !next.at().isAfter(now); next = desk.peek()) {
            keeper.met(next.incident(), next.rule(), "desk", "filed");
            desk.poll();
        }
    }

    private Result judge() throws SQLException {
        int missed = 0;
        int wrongEnds = 0;
        int unasked = 0;
        Map<String, Expected> open = new HashMap<>(expected);
        try (PreparedStatement all = database.connection()
                        .prepareStatement(
                                "select incident_id, rule, noticed_at, due_at, state, ended_at from deadline");
                var row = all.executeQuery()) {
            while (row.next()) {
                Expected right = open.remove(row.getString(1) + " " + row.getString(2));
                if (right == null) {
                    unasked++;
                    continue;
                }
                Instant due = row.getTimestamp(4).toInstant();
                wrongEnds += due.equals(right.due()) ? 0 : 1;
                boolean inTime = "met".equals(row.getString(5))
                        && !row.getTimestamp(6).toInstant().isAfter(right.due());
                missed += inTime ? 0 : 1;
            }
        }
        return new Result(expected.size(), missed + open.size(), wrongEnds, unasked, outsideHours);
    }
}
