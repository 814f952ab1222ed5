package robotaxi.onboard.car.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.assistance.v1.AssistKind;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.command.v1.MissionPurpose;
import robotaxi.contracts.command.v1.SetOperatingArea;
import robotaxi.contracts.geo.v1.Area;
import robotaxi.contracts.geo.v1.Polygon;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.telemetry.v1.AreaHeld;

/** The whole agent and its operating area: what it takes, where it stops, and what a restart does not make it forget. */
class AgentAreaTest extends AgentUnderTest {
    private boolean succeeded(String commandId) {
        return ended(commandId, CommandState.COMMAND_STATE_SUCCEEDED, "");
    }

    private boolean rejected(String commandId, String code) {
        return ended(commandId, CommandState.COMMAND_STATE_REJECTED, code);
    }

    /** The road and 100 m beside it between two places on it, metres. */
    private static SetOperatingArea.Builder area(long version, double fromX, double toX) {
        return SetOperatingArea.newBuilder()
                .setMarketId("town")
                .setVersion(version)
                .addPolygons(Polygon.newBuilder()
                        .setOutline(Area.newBuilder()
                                .addCorners(at(fromX, -100))
                                .addCorners(at(toX, -100))
                                .addCorners(at(toX, 100))
                                .addCorners(at(fromX, 100))));
    }

    private static Command.Builder set(String id, SetOperatingArea.Builder area) {
        return order(id).setSetOperatingArea(area);
    }

    private static Command.Builder empty(String id, double fromX, double toX) {
        return start(id, MissionPurpose.MISSION_PURPOSE_REPOSITION, fromX, toX);
    }

    /** The version that the newest telemetry names, 0 if it names none. */
    private long held() {
        return gateway.uplinks.stream()
                .filter(Uplink::hasTelemetry)
                .reduce((_, newest) -> newest)
                .map(up -> up.getTelemetry()
                        .getSamples(up.getTelemetry().getSamplesCount() - 1)
                        .getOperatingArea())
                .map(AreaHeld::getVersion)
                .orElse(0L);
    }

    private Path file() {
        return folder.resolve("state/car-01/operating-area");
    }

    @Test
    void theCarStaysInItsAreaAndStillKnowsItAfterARestartWithoutTheCloud() throws Exception {
        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up", world, () -> gateway.hellos.size() == 2);
            gateway.send("ota", set("forged", area(9, -50, 50)));
            gateway.send("dispatch", set("none", SetOperatingArea.newBuilder().setMarketId("town")));
            gateway.send("dispatch", set("v1", area(1, -50, 400)));
            until("it is bound", world, () -> succeeded("v1"));
            assertThat(file()).isNotEmptyFile();
            assertThat(rejected("forged", "command.not-authorised")).isTrue();
            assertThat(rejected("none", "area.malformed")).isTrue();
            gateway.send("dispatch", empty("m0", 0, 450));
            until("a route that leaves is refused", world, () -> rejected("command-m0", "area.outside"));
            gateway.send("dispatch", empty("m1", 0, 350));
            until("it drives", world, () -> world.x() > 30);
            gateway.send("dispatch", set("v2", area(2, -50, 160)));
            until(
                    "it stops before the boundary",
                    world,
                    () -> ended("command-m1", CommandState.COMMAND_STATE_FAILED, "area.outside"));
            assertThat(world.x()).isBetween(140.0, 160 - 3.8);
            gateway.send("dispatch", set("late", area(1, -50, 400)));
            until("an older area is refused", world, () -> rejected("late", "area.outdated"));
            until("it says which area it has", world, () -> held() == 2);
        }
        gateway.uplinks.clear();

        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up again", world, () -> gateway.hellos.size() == 4);
            gateway.send("dispatch", empty("m2", 0, 200));
            until("still refused", world, () -> rejected("command-m2", "area.outside"));
            gateway.send("dispatch", empty("m3", 0, 100));
            until("what stays inside is driven", world, () -> succeeded("command-m3"));
            assertThat(held()).isEqualTo(2);
        }
    }

    @Test
    void aCarOutsideOfItsAreaStandsAndAsksAndDrivesBackInWhenAPersonLetsItGo() throws Exception {
        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up", world, () -> gateway.hellos.size() == 2);
            gateway.send("dispatch", set("v1", area(1, 100, 400)));
            until("it is bound", world, () -> succeeded("v1"));
            gateway.send("dispatch", start("m1", MissionPurpose.MISSION_PURPOSE_PICKUP, 0, 200));
            until("no rider waits for it", world, () -> rejected("command-m1", "area.outside"));
            gateway.send("dispatch", empty("m2", 0, 80));
            until("no way that stays outside", world, () -> rejected("command-m2", "area.outside"));
            gateway.send("dispatch", empty("m3", 0, 200));
            until("it stands and asks", world, () -> hasAsked(AssistKind.ASSIST_KIND_OUTSIDE_AREA));
            assertThat(world.x()).isZero();
            assertThat(world.wish().getHazardLights()).isTrue();
            letItGoUntilItDrives(world, 95);
            until("it arrives", world, () -> succeeded("command-m3"));
        }
        assertThat(drivingRecord()).contains("area.outside");
    }

    @Test
    void anAreaThatCannotBeReadForbidsDrivingUntilTheCloudIsHeard() throws Exception {
        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up", world, () -> gateway.hellos.size() == 2);
            gateway.send("dispatch", set("v1", area(1, -50, 400)));
            until("it is bound", world, () -> succeeded("v1"));
        }
        byte[] bytes = Files.readAllBytes(file());
        bytes[60] ^= 1;
        Files.write(file(), bytes);
        gateway.uplinks.clear();

        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up again", world, () -> gateway.hellos.size() == 4);
            gateway.send("dispatch", empty("m1", 0, 60));
            until("no mission", world, () -> rejected("command-m1", "area.unreadable"));
            until(
                    "it says that it has none",
                    world,
                    () -> gateway.uplinks.stream().anyMatch(Uplink::hasTelemetry) && held() == 0);
            gateway.send("dispatch", set("again", area(1, -50, 400)));
            until("it is bound again", world, () -> succeeded("again"));
            gateway.send("dispatch", empty("m2", 0, 60));
            until("it drives", world, () -> succeeded("command-m2"));
        }
    }
}
