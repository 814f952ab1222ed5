package robotaxi.contracts.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import robotaxi.contracts.geo.v1.Position;
import robotaxi.contracts.telemetry.v1.DrivingMode;
import robotaxi.contracts.telemetry.v1.ModelState;
import robotaxi.contracts.telemetry.v1.Sample;
import robotaxi.contracts.telemetry.v1.TelemetryBatch;

class SignalsTest {
    @Test
    void aMomentInVssUnits() {
        Map<String, Object> signals = Signals.of(moment().build());
        assertThat(signals)
                .containsExactly(
                        entry("Vehicle.Speed", 36f),
                        entry("Vehicle.IsMoving", true),
                        entry("Vehicle.TraveledDistance", 12_345L),
                        entry("Vehicle.Acceleration.Longitudinal", -1.5f),
                        entry("Vehicle.CurrentLocation.Latitude", 43.7396),
                        entry("Vehicle.CurrentLocation.Longitude", 7.4276),
                        entry("Vehicle.CurrentLocation.Heading", 271.3),
                        entry("Vehicle.Powertrain.TractionBattery.StateOfCharge.Current", 80.5f),
                        entry("Vehicle.ADAS.ActiveAutonomyLevel", "SAE_4"),
                        entry("Vehicle.ADS.State", "AUTONOMOUS"),
                        entry("Vehicle.ADS.Model.Release", "reflex@3"),
                        entry("Vehicle.ADS.Model.ExecutionProvider", "CPU"),
                        entry("Vehicle.ADS.Model.Rate", 9.8f),
                        entry("Vehicle.ADS.Model.MissedTicks", 4L),
                        entry("Vehicle.ADS.Model.PlanAge", 120L),
                        entry("Vehicle.ADS.Model.Reasoning", "keeps its lane"),
                        entry("Vehicle.ADS.Mission.Id", "m-1"),
                        entry("Vehicle.ADS.Mission.RideId", ""),
                        entry("Vehicle.ADS.Mission.RemainingTime", 61.5f),
                        entry("Vehicle.ADS.Mission.RemainingDistance", 480.25f),
                        entry("Vehicle.ADS.Cabin.IsLocked", true),
                        entry("Vehicle.ADS.Cabin.IsOccupied", false),
                        entry("Vehicle.ADS.Model.ProviderReason", "CUDA: no driver"),
                        entry("Vehicle.ADS.Model.FullThoughts", 11L),
                        entry("Vehicle.ADS.Model.Reflexes", 29L),
                        entry("Vehicle.ADS.Model.CutThoughts", 2L),
                        entry("Vehicle.ADS.Model.Contradictions", 1L));
    }

    @Test
    void aBatchIsItsNewestMomentAndWhatWasLeftOut() {
        TelemetryBatch batch = TelemetryBatch.newBuilder()
                .addSamples(moment())
                .addSamples(moment().setSpeedMetresPerSecond(0))
                .setConflated(7)
                .build();
        assertThat(Signals.of(batch))
                .hasSize(SignalCatalogue.telemetry().list().size())
                .containsEntry("Vehicle.Speed", 0f)
                .containsEntry("Vehicle.IsMoving", false)
                .containsEntry("Vehicle.ADS.Link.ConflatedBatches", 7L);
        assertThat(Signals.of(TelemetryBatch.getDefaultInstance()))
                .containsExactly(entry("Vehicle.ADS.Link.ConflatedBatches", 0L));
    }

    @Test
    void whatACarDidNotSayIsAbsent() {
        Sample silent = Sample.newBuilder().setSpeedMetresPerSecond(5).build();
        assertThat(Signals.of(silent).keySet())
                .contains("Vehicle.Speed")
                .noneMatch(path -> path.startsWith("Vehicle.CurrentLocation.L"))
                .noneMatch(path -> path.startsWith("Vehicle.ADS.Model."))
                .doesNotContain("Vehicle.ADS.State", "Vehicle.ADAS.ActiveAutonomyLevel");
        assertThat(Signals.of(silent.toBuilder().setModeValue(99).build()).keySet())
                .doesNotContain("Vehicle.ADS.State", "Vehicle.ADAS.ActiveAutonomyLevel");
    }

    @Test
    void whatADatatypeCannotHoldIsAbsent() {
        Set<String> told = Signals.of(moment().setSpeedMetresPerSecond(Float.NaN)
                        .setBatteryPercent(Float.POSITIVE_INFINITY)
                        .setOdometerMetres(-1)
                        .setPosition(Position.newBuilder().setLatitudeDegrees(Double.NaN))
                        .build())
                .keySet();
        assertThat(told)
                .doesNotContain(
                        "Vehicle.Speed",
                        "Vehicle.IsMoving",
                        "Vehicle.Powertrain.TractionBattery.StateOfCharge.Current",
                        "Vehicle.TraveledDistance",
                        "Vehicle.CurrentLocation.Latitude");
    }

    @Test
    void wholeNumbersKeepTheirFullRange() {
        Sample.Builder sample = moment().setOdometerMetres(4_294_967_295.9);
        sample.getModelBuilder().setPlanAgeMillis(-1);
        assertThat(Signals.of(sample.build()))
                .containsEntry("Vehicle.TraveledDistance", 4_294_967_295L)
                .containsEntry("Vehicle.ADS.Model.PlanAge", 4_294_967_295L);
        assertThat(Signals.of(sample.setOdometerMetres(4_294_967_296.0).build()))
                .doesNotContainKey("Vehicle.TraveledDistance");
    }

    @ParameterizedTest
    @CsvSource({
        "PARKED, SAE_0",
        "AUTONOMOUS, SAE_4",
        "MINIMAL_RISK_MANOEUVRE, SAE_4_DISENGAGING",
        "MINIMAL_RISK_CONDITION, SAE_0",
        "UPDATING, SAE_0"
    })
    void whatDrivesHasALevel(String state, String level) {
        var mode = DrivingMode.valueOf("DRIVING_MODE_" + state.toUpperCase(Locale.ROOT));
        assertThat(Signals.of(moment().setMode(mode).build()))
                .containsEntry("Vehicle.ADS.State", state)
                .containsEntry("Vehicle.ADAS.ActiveAutonomyLevel", level);
    }

    @ParameterizedTest
    @CsvSource({"0.09, false", "0.1, true", "-0.09, false", "-3, true"})
    void aCarMovesFromATenthOfAMetreASecond(float speed, boolean moving) {
        assertThat(Signals.of(moment().setSpeedMetresPerSecond(speed).build()))
                .containsEntry("Vehicle.IsMoving", moving);
    }

    private static Sample.Builder moment() {
        return Sample.newBuilder()
                .setPosition(Position.newBuilder().setLatitudeDegrees(43.7396).setLongitudeDegrees(7.4276))
                .setHeadingDegrees(271.3f)
                .setSpeedMetresPerSecond(10)
                .setAccelerationMetresPerSecondSquared(-1.5f)
                .setBatteryPercent(80.5f)
                .setOdometerMetres(12_345.6)
                .setMode(DrivingMode.DRIVING_MODE_AUTONOMOUS)
                .setModel(ModelState.newBuilder()
                        .setReleaseId("reflex@3")
                        .setProvider("CPU")
                        .setAchievedHz(9.8f)
                        .setMissedTicks(4)
                        .setPlanAgeMillis(120)
                        .setReasoning("keeps its lane")
                        .setProviderReason("CUDA: no driver")
                        .setFullThoughts(11)
                        .setReflexes(29)
                        .setCutThoughts(2)
                        .setContradictions(1))
                .setMissionId("m-1")
                .setEtaSeconds(61.5f)
                .setRemainingMetres(480.25f)
                .setDoorsLocked(true);
    }
}
