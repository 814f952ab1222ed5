package robotaxi.benchmarks.manhattan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The published day as its files have it: streets, trips, cars, plugs. Nothing in it changes; each {@link #world} is a new one.
 */
public final class Scenario {
    private static final double START_CHARGE = 0.8;
    private static final int LINKS = 7_534;
    private static final int TRIPS = 19_979;
    private static final double BASE_DOLLARS = 0.05;
    private static final double STATION_DOLLARS = 0.10;

    private final Streets streets;
    private final Battery battery;
    private final Path folder;
    private final List<Trip> day;

    private Scenario(Path folder, Streets.Ways ways) {
        this.folder = folder;
        this.streets = streets(folder.resolve("road_network/manhattan_network.json"), ways);
        this.battery = new Battery(
                curve(folder.resolve("powertrain/normalized-electric.yaml"), "speed", "energy_per_distance"),
                curve(folder.resolve("powercurve/normalized.yaml"), "energy_kwh", "power_kw"));
        this.day = rows(folder.resolve("requests/nyc_20k.csv")).stream()
                .map(this::trip)
                .toList();
        if (day.size() != TRIPS) {
            throw new IllegalStateException("the day has " + day.size() + " trips instead of " + TRIPS);
        }
    }

    /** Reads a folder. */
    public static Scenario read(Path folder, Streets.Ways ways) {
        return new Scenario(folder, ways);
    }

    /** The streets. */
    public Streets streets() {
        return streets;
    }

    /** The trips as they are asked for, none of them begun. */
    List<Trip> trips() {
        return day;
    }

    private Trip trip(List<String> row) {
        return new Trip(
                Integer.parseInt(row.get(0)),
                streets.snap(number(row, 2), number(row, 1)),
                streets.snap(number(row, 4), number(row, 3)),
                second(row.get(5)),
                streets);
    }

    /** Links where so many cars stand in the morning. */
    int[] starts(int cars) {
        return rows(folder.resolve("vehicles/nyc_" + cars + ".csv")).stream()
                .mapToInt(row -> streets.snap(number(row, 2), number(row, 1)))
                .toArray();
    }

    /** A new world with so many cars; fast charging ends at the limit by itself. */
    World world(int cars, double fastChargeLimitKwh) {
        int[] starts = starts(cars);
        List<Car> fleet = IntStream.range(0, cars)
                .mapToObj(car -> new Car(car, starts[car], START_CHARGE * Battery.CAPACITY_KWH))
                .toList();
        List<Site> sites = new ArrayList<>();
        for (List<String> row : rows(folder.resolve("stations/nyc_stations.csv"))) {
            boolean isBase = row.get(4).equals("LEVEL_2");
            sites.add(new Site(
                    row.get(0),
                    streets.snap(number(row, 1), number(row, 2)),
                    Integer.parseInt(row.get(3)),
                    isBase ? 7.2 : 50,
                    isBase,
                    isBase ? BASE_DOLLARS : STATION_DOLLARS));
        }
        return new World(streets, battery, day.stream().map(Trip::again).toList(), fleet, sites, fastChargeLimitKwh);
    }

    private static double number(List<String> row, int column) {
        return Double.parseDouble(row.get(column));
    }

    private static int second(String departure) {
        String time = departure.substring(departure.indexOf(' ') + 1);
        return Integer.parseInt(time.substring(0, 2)) * 3_600
                + Integer.parseInt(time.substring(3, 5)) * 60
                + Integer.parseInt(time.substring(6, 8));
    }

    private static List<List<String>> rows(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .map(line -> List.of(line.strip().split(",", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two values of each point of a table, wherever they stand in it. */
    private static Battery.Curve curve(Path file, String x, String y) {
        try {
            List<String> lines = Files.readAllLines(file);
            return new Battery.Curve(values(lines, x), values(lines, y));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] values(List<String> lines, String key) {
        return lines.stream()
                .map(line -> line.replace("- ", "").strip())
                .filter(line -> line.startsWith(key + ": ") && Character.isDigit(line.charAt(key.length() + 2)))
                .mapToDouble(line -> Double.parseDouble(line.substring(key.length() + 2)))
                .toArray();
    }

    private static Streets streets(Path file, Streets.Ways ways) {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<Long, Integer> index = new HashMap<>();
        JsonNode nodes = root.get("nodes");
        double[] longitude = new double[nodes.size()];
        double[] latitude = new double[nodes.size()];
        for (JsonNode node : nodes) {
            longitude[index.size()] = node.get("x").asDouble();
            latitude[index.size()] = node.get("y").asDouble();
            index.put(node.get("id").asLong(), index.size());
        }
        JsonNode links = root.get("links");
        if (links.size() != LINKS) {
            throw new IllegalStateException("the network has " + links.size() + " links instead of " + LINKS);
        }
        int[] source = new int[LINKS];
        int[] target = new int[LINKS];
        double[] metres = new double[LINKS];
        double[] kmph = new double[LINKS];
        for (int i = 0; i < LINKS; i++) {
            source[i] = place(index, links.get(i).get("source"));
            target[i] = place(index, links.get(i).get("target"));
            metres[i] = links.get(i).get("length").asDouble();
            kmph[i] = links.get(i).get("speed_kmph").asDouble();
        }
        return new Streets(longitude, latitude, source, target, metres, kmph, ways);
    }

    private static int place(Map<Long, Integer> index, JsonNode id) {
        Integer place = index.get(id.asLong());
        if (place == null) {
            throw new IllegalStateException("a link begins or ends at node " + id + ", which does not exist");
        }
        return place;
    }
}
