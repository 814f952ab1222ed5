package robotaxi.onboard.car;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import robotaxi.onboard.json.Json;
import robotaxi.onboard.json.JsonException;
import robotaxi.onboard.json.JsonMap;
import robotaxi.onboard.link.GatewayAddress;
import robotaxi.onboard.model.Eyes;
import robotaxi.onboard.model.HostOptions;
import robotaxi.onboard.model.ThinkingNeed;

/**
 * The agent's settings, from one JSON file. An unknown key stops the start.
 *
 * @param stateFolder where each car keeps its folder
 * @param grpcPort port on 127.0.0.1 for simulator, gate and vehicle bus
 * @param gatewayHost host that enrols cars
 * @param gateways where gateways take cars: the host with its {@code linkPort}, or {@code addresses} ("host:port,host:port");
 *     the car uses them in turn from a random one on
 * @param enrolmentPort its port for enrolment
 * @param otaUrl base address of the OTA service's vehicle port
 * @param incidentUrl base address of the incident service's vehicle port
 * @param trustRoot PEM file with the fleet's root certificate
 * @param updates whom the car believes in updates, and how it asks
 * @param recorder how much of the car's memory, disk and link recordings may have
 * @param originLatitude degrees, origin of the local frame
 * @param originLongitude degrees
 * @param modelBudgetCpuShare share of one core that models may use
 * @param modelHost on what hardware models run
 * @param shadowCpuShare share of one core for releases that wait in the other slot and are tried beside the one that drives; 0: none is
 * @param cameraHz frames a second wanted while driving
 * @param minimalRiskHealsItself whether a car whose fault is over, and was of the kind that heals, drives on by itself; else it waits
 *     for a person each time
 * @param longestDeadline how far ahead an order's deadline may lie by the car's own clock; hours in the file
 */
public record AgentConfig(
        String stateFolder,
        int grpcPort,
        String gatewayHost,
        List<GatewayAddress> gateways,
        int enrolmentPort,
        String otaUrl,
        String incidentUrl,
        String trustRoot,
        Updates updates,
        Recorder recorder,
        double originLatitude,
        double originLongitude,
        double modelBudgetCpuShare,
        HostOptions modelHost,
        double shadowCpuShare,
        double cameraHz,
        boolean minimalRiskHealsItself,
        Duration longestDeadline,
        List<Car> cars) {
    private static final Set<String> KEYS = Set.of(
            "stateFolder",
            "grpcPort",
            "gateway",
            "otaUrl",
            "incidentUrl",
            "trustRoot",
            "updates",
            "recorder",
            "origin",
            "modelBudgetCpuShare",
            "modelHost",
            "shadowCpuShare",
            "thinking",
            "cameraHz",
            "minimalRiskHealsItself",
            "longestDeadlineHours",
            "cars");
    private static final Set<String> UPDATE_KEYS =
            Set.of("tufRoot", "directorRoot", "pollSeconds", "trialSeconds", "leastBytesPerSecond");
    private static final Set<String> RECORDER_KEYS =
            Set.of("memoryBytes", "spoolBytes", "uploadBytesPerSecond", "uploadBytesPerDay");
    private static final Set<String> CAR_KEYS =
            Set.of("vehicleId", "vin", "hardwareId", "enrolmentToken", "thinking", "cameras", "shadowPackage");
    private static final Set<String> MODEL_HOST_KEYS = Set.of(
            "providers",
            "deviceId",
            "gpuMemoryBytes",
            "cudaGraphs",
            "threads",
            "precision",
            "engineCache",
            "temperature");

    /**
     * One hosted car.
     *
     * @param enrolmentToken one-time token; needed at the first start only
     * @param thinking when its model reasons in words, if it can
     * @param cameras what it sees with
     * @param shadowPackage a package that is tried in the shadow while no release is staged; empty for none
     */
    public record Car(
            String vehicleId,
            String vin,
            String hardwareId,
            String enrolmentToken,
            ThinkingNeed.Policy thinking,
            Set<String> cameras,
            String shadowPackage) {
        /** Copies. */
        public Car {
            cameras = Set.copyOf(cameras);
        }

        /** With one camera, and a model that drives by reflex. */
        public Car(String vehicleId, String vin, String hardwareId, String enrolmentToken) {
            this(vehicleId, vin, hardwareId, enrolmentToken, ThinkingNeed.Policy.REFLEX, Set.of(Eyes.FRONT_WIDE), "");
        }
    }

    /**
     * Where updates come from.
     *
     * @param tufRoot pinned root.json of the image repository
     * @param directorRoot pinned root.json of the director
     * @param poll rest between two looks at the director
     * @param trial how long a new release proves itself before it is committed
     * @param leastBytesPerSecond a download that is slower for half a minute is given up
     */
    public record Updates(
            String tufRoot, String directorRoot, Duration poll, Duration trial, long leastBytesPerSecond) {
        private static Updates parse(JsonMap json) {
            json.allowOnly(UPDATE_KEYS, "updates");
            return new Updates(
                    json.string("tufRoot"),
                    json.string("directorRoot"),
                    Duration.ofSeconds((long) json.numberOr("pollSeconds", 300)),
                    Duration.ofSeconds((long) json.numberOr("trialSeconds", 5)),
                    (long) json.numberOr("leastBytesPerSecond", 1000));
        }
    }

    /**
     * How much recordings may have.
     *
     * @param memoryBytes of memory, for the seconds before a moment
     * @param spoolBytes of the disk, for clips that wait
     * @param uploadBytesPerSecond of the link, so that driving never waits for recordings
     * @param uploadBytesPerDay of the link, from midnight to midnight UTC
     */
    public record Recorder(long memoryBytes, long spoolBytes, long uploadBytesPerSecond, long uploadBytesPerDay) {
        /** What a car has that is told nothing else. */
        public static final Recorder DEFAULT = new Recorder(16_000_000, 2_000_000_000, 1_250_000, 4_000_000_000L);

        private static Recorder parse(JsonMap json) {
            json.allowOnly(RECORDER_KEYS, "recorder");
            return new Recorder(
                    json.findWhole("memoryBytes").orElse(DEFAULT.memoryBytes),
                    json.findWhole("spoolBytes").orElse(DEFAULT.spoolBytes),
                    json.findWhole("uploadBytesPerSecond").orElse(DEFAULT.uploadBytesPerSecond),
                    json.findWhole("uploadBytesPerDay").orElse(DEFAULT.uploadBytesPerDay));
        }
    }

    /** Reads the settings. */
    public static AgentConfig parse(byte[] utf8) {
        JsonMap json = Json.object(utf8);
        json.allowOnly(KEYS, "the agent's settings");
        JsonMap gateway = json.map("gateway");
        gateway.allowOnly(Set.of("host", "linkPort", "addresses", "enrolmentPort"), "gateway");
        JsonMap origin = json.map("origin");
        return new AgentConfig(
                json.string("stateFolder"),
                (int) json.numberOr("grpcPort", 9600),
                gateway.string("host"),
                gateways(gateway),
                (int) gateway.numberOr("enrolmentPort", 9444),
                json.string("otaUrl"),
                json.string("incidentUrl"),
                json.string("trustRoot"),
                Updates.parse(json.map("updates")),
                json.findMap("recorder").map(Recorder::parse).orElse(Recorder.DEFAULT),
                origin.number("latitude"),
                origin.number("longitude"),
                json.numberOr("modelBudgetCpuShare", 0.5),
                json.findMap("modelHost").map(AgentConfig::modelHost).orElse(HostOptions.DEFAULT),
                json.numberOr("shadowCpuShare", 0),
                json.numberOr("cameraHz", 5),
                json.isTrue("minimalRiskHealsItself"),
                Duration.ofHours((long) json.numberOr("longestDeadlineHours", 24)),
                cars(json));
    }

    private static List<GatewayAddress> gateways(JsonMap gateway) {
        return gateway.findString("addresses")
                .map(GatewayAddress::parseList)
                .orElseGet(() ->
                        List.of(new GatewayAddress(gateway.string("host"), (int) gateway.numberOr("linkPort", 9443))));
    }

    private static List<Car> cars(JsonMap json) {
        String thinking = json.findString("thinking").orElse("reflex");
        return json.maps("cars").stream().map(each -> car(each, thinking)).toList();
    }

    private static Car car(JsonMap json, String thinking) {
        json.allowOnly(CAR_KEYS, "a car");
        Set<String> cameras =
                json.keys().contains("cameras") ? Set.copyOf(json.strings("cameras")) : Set.of(Eyes.FRONT_WIDE);
        return new Car(
                json.string("vehicleId"),
                json.string("vin"),
                json.findString("hardwareId").orElse("sim-cpu"),
                json.findString("enrolmentToken").orElse(""),
                policy(json.findString("thinking").orElse(thinking)),
                cameras,
                json.findString("shadowPackage").orElse(""));
    }

    private static ThinkingNeed.Policy policy(String name) {
        return switch (name) {
            case "reflex" -> ThinkingNeed.Policy.REFLEX;
            case "need" -> ThinkingNeed.Policy.NEED;
            case "full" -> ThinkingNeed.Policy.FULL;
            default -> throw new JsonException("thinking must be reflex, need or full");
        };
    }

    private static HostOptions modelHost(JsonMap json) {
        json.allowOnly(MODEL_HOST_KEYS, "modelHost");
        HostOptions usual = HostOptions.DEFAULT;
        return new HostOptions(
                json.keys().contains("providers") ? json.strings("providers") : usual.providers(),
                (int) json.numberOr("deviceId", usual.deviceId()),
                json.findWhole("gpuMemoryBytes").orElse(usual.gpuMemoryBytes()),
                json.numberOr("cudaGraphs", 0) > 0,
                (int) json.numberOr("threads", usual.threads()),
                json.findString("precision").orElse(usual.precision()),
                json.findString("engineCache").orElse(usual.engineCache()),
                json.numberOr("temperature", usual.temperature()));
    }
}
