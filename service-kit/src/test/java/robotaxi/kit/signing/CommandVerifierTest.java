package robotaxi.kit.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.command.v1.CancelMission;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.InstallRelease;
import robotaxi.contracts.command.v1.MissionPurpose;
import robotaxi.contracts.command.v1.StartMission;
import robotaxi.contracts.command.v1.StopNow;
import robotaxi.contracts.command.v1.UnlockDoors;
import robotaxi.contracts.geo.v1.Position;
import robotaxi.contracts.geo.v1.Route;
import robotaxi.contracts.signing.CommandVerifier;
import robotaxi.contracts.signing.SignatureRefusal;
import robotaxi.contracts.signing.SignerCertificate;
import robotaxi.testkit.TestClock;
import robotaxi.testkit.TestSigners;
import robotaxi.testkit.TestSigners.Identity;
import robotaxi.testkit.TestSigners.Profile;

/** Each way in which a command may be wrong; the rule is in contracts, a certificate authority to test it with is here. */
class CommandVerifierTest {
    private static final String BAD = "command.bad-signature";
    private static final String NOT_AUTHORISED = "command.not-authorised";
    private static final String NOT_UNDERSTOOD = "command.not-understood";

    private final TestSigners signers = new TestSigners();
    private final CommandVerifier verifier = new CommandVerifier(signers.root(), Instant::now);

    private static Command.Builder mission() {
        return Command.newBuilder()
                .setCommandId("c1")
                .setVehicleId("car-1")
                .setSender("dispatch")
                .setStartMission(StartMission.newBuilder()
                        .setMissionId("m1")
                        .setPurpose(MissionPurpose.MISSION_PURPOSE_PICKUP)
                        .setRoute(Route.newBuilder()
                                .addPoints(Position.newBuilder().setLatitudeDegrees(43.7))));
    }

    private static Command.Builder stop() {
        return Command.newBuilder()
                .setCommandId("c1")
                .setVehicleId("car-1")
                .setStopNow(StopNow.newBuilder().setEmergencyId("e1"));
    }

    private String verdict(Command command) {
        return verifier.refuse(command).map(SignatureRefusal::code).orElse("");
    }

    /** The verdict on a mission that somebody with this certificate signed as dispatch. */
    private String verdictOn(Identity... chain) {
        return verdict(TestSigners.sign(mission().setSigner("dispatch"), chain));
    }

    @Test
    void whatAServiceSignedIsTakenWithAnySequenceAndOverTheWire() throws Exception {
        Command signed = signers.sign("dispatch", mission());

        assertThat(verdict(signed)).isEmpty();
        assertThat(verdict(signed.toBuilder().setSequence(17).build())).isEmpty();
        assertThat(verdict(Command.parseFrom(signed.toByteArray()))).isEmpty();
    }

    @Test
    void whateverElseIsChangedIsNoticed() {
        Command signed = signers.sign("dispatch", mission());

        assertThat(verdict(signed.toBuilder().setCommandId("c2").build())).isEqualTo(BAD);
        assertThat(verdict(signed.toBuilder().setVehicleId("car-2").build())).isEqualTo(BAD);
        assertThat(verdict(signed.toBuilder().setSupersedes("c0").build())).isEqualTo(BAD);
        assertThat(verdict(signed.toBuilder().setFleetWide(true).build())).isEqualTo(BAD);
        assertThat(verdict(signed.toBuilder()
                        .setUnlockDoors(UnlockDoors.newBuilder())
                        .build()))
                .isEqualTo(BAD);
        Command.Builder elsewhere = signed.toBuilder();
        elsewhere.getStartMissionBuilder().getRouteBuilder().getPointsBuilder(0).setLatitudeDegrees(43.8);
        assertThat(verdict(elsewhere.build())).isEqualTo(BAD);
    }

    @Test
    void withoutASignatureOrWithBytesThatAreNoneItIsRefused() {
        Command signed = signers.sign("dispatch", mission());

        assertThat(verdict(mission().build())).isEqualTo(BAD);
        assertThat(verdict(signed.toBuilder().clearSignature().build())).isEqualTo(BAD);
        assertThat(verdict(signed.toBuilder().clearSignerChain().build())).isEqualTo(BAD);
        assertThat(verdict(signed.toBuilder()
                        .setSignature(ByteString.copyFromUtf8("no signature"))
                        .build()))
                .isEqualTo(BAD);
        assertThat(verdict(signed.toBuilder()
                        .setSignerChain(0, ByteString.copyFromUtf8("no certificate"))
                        .build()))
                .isEqualTo(BAD);
    }

    @Test
    void theSignerIsWhomTheCertificateNames() {
        Command lie = TestSigners.sign(
                mission().setSigner("dispatch"),
                Profile.signer("ota").signedBy(signers.intermediate()),
                signers.intermediate());

        assertThat(verdict(lie)).isEqualTo(BAD);
    }

    @Test
    void aChainOfAnotherFleetOrOneThatDoesNotReachTheRootIsRefused() {
        TestSigners others = new TestSigners();
        Identity signer = Profile.signer("dispatch").signedBy(signers.intermediate());

        assertThat(verdict(others.sign("dispatch", mission()))).isEqualTo(BAD);
        assertThat(verdictOn(signer)).isEqualTo(BAD);
        assertThat(verdictOn(signer, others.intermediate())).isEqualTo(BAD);
        assertThat(verdictOn(signer, signers.intermediate())).isEmpty();
    }

    @Test
    void aCarAServerAndAServiceUnderTheCarsIntermediateAreNoSigners() {
        Identity vehicles = Profile.of("CN=vehicles").authority().signedBy(signers.rootIdentity());
        String clientAuth = KeyPurposeId.id_kp_clientAuth.getId();
        Profile car = Profile.of("CN=car-1").purpose(clientAuth).uri("urn:robotaxi:vehicle:car-1");

        assertThat(verdictOn(car.signedBy(vehicles), vehicles)).isEqualTo(BAD);
        assertThat(verdictOn(
                        car.purpose(SignerCertificate.PURPOSE).signedBy(signers.intermediate()),
                        signers.intermediate()))
                .as("a car's name with a signer's purpose")
                .isEqualTo(BAD);
        assertThat(verdictOn(Profile.signer("dispatch").signedBy(vehicles), vehicles))
                .as("issued by whoever issues cars")
                .isEqualTo(BAD);
        assertThat(verdictOn(
                        Profile.signer("dispatch").purpose(clientAuth).signedBy(signers.intermediate()),
                        signers.intermediate()))
                .as("a service's name with a client's purpose")
                .isEqualTo(BAD);
        assertThat(verdictOn(
                        Profile.signer("dispatch").authority().signedBy(signers.intermediate()),
                        signers.intermediate()))
                .as("an authority")
                .isEqualTo(BAD);
    }

    @Test
    void onlyP256Signs() {
        Identity large = Profile.signer("dispatch").curve("secp384r1").signedBy(signers.intermediate());

        assertThat(verdictOn(large, signers.intermediate())).isEqualTo(BAD);
    }

    @Test
    void aCertificateCountsWhileItIsInForceByThisClockGiveOrTakeAMinute() {
        Instant from = Instant.parse("2026-11-22T12:00:00Z");
        TestClock clock = new TestClock(from.minusSeconds(61));
        var timed = new CommandVerifier(signers.root(), clock);
        Identity authority = Profile.of("CN=lasting")
                .authority()
                .purpose(SignerCertificate.PURPOSE)
                .valid(from.minus(Duration.ofDays(1)), from.plus(Duration.ofDays(1)))
                .signedBy(signers.rootIdentity());
        Identity signer = Profile.signer("dispatch")
                .valid(from, from.plus(Duration.ofMinutes(10)))
                .signedBy(authority);
        Command signed = TestSigners.sign(mission().setSigner("dispatch"), signer, authority);

        assertThat(timed.refuse(signed)).as("61 s before").isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(timed.refuse(signed)).as("60 s before").isEmpty();
        clock.advance(Duration.ofMinutes(1 + 10 + 1));
        assertThat(timed.refuse(signed)).as("60 s after").isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(timed.refuse(signed)).as("61 s after").isPresent();
    }

    @Test
    void eachServiceOrdersWhatIsItsOwn() {
        Command.Builder install = mission().setInstallRelease(InstallRelease.newBuilder());
        Command.Builder cancel = mission().setCancelMission(CancelMission.newBuilder());

        assertThat(verdict(signers.sign("dispatch", cancel))).isEmpty();
        assertThat(verdict(signers.sign("gateway", cancel))).isEmpty();
        assertThat(verdict(signers.sign("ota", install))).isEmpty();
        assertThat(verdict(signers.sign("gateway", stop()))).isEmpty();
        assertThat(verdict(signers.sign("ota", cancel))).isEqualTo(NOT_AUTHORISED);
        assertThat(verdict(signers.sign("ota", mission()))).isEqualTo(NOT_AUTHORISED);
        assertThat(verdict(signers.sign("dispatch", install))).isEqualTo(NOT_AUTHORISED);
        assertThat(verdict(signers.sign("dispatch", stop()))).isEmpty();
        assertThat(verdict(signers.sign("ota", stop()))).isEqualTo(NOT_AUTHORISED);
        assertThat(verdict(signers.sign("gateway", mission()))).isEqualTo(NOT_AUTHORISED);
        assertThat(verdict(signers.sign("incident", cancel))).isEqualTo(NOT_AUTHORISED);
    }

    @Test
    void oneSignatureIsForAllCarsOnlyInAnEmergency() {
        Command forAll = signers.sign("gateway", stop().setFleetWide(true));

        assertThat(verdict(forAll.toBuilder()
                        .setCommandId("c9")
                        .setVehicleId("car-9")
                        .build()))
                .isEmpty();
        assertThat(verdict(forAll.toBuilder().setFleetWide(false).build())).isEqualTo(BAD);
        assertThat(verdict(signers.sign("dispatch", mission().setFleetWide(true))))
                .isEqualTo(NOT_AUTHORISED);
        assertThat(verdict(signers.sign("dispatch", stop().setFleetWide(true))))
                .as("a rider stops their own car alone")
                .isEqualTo(NOT_AUTHORISED);
    }

    @Test
    void whatIsNotKnownHereIsNotUnderstoodHoweverDeepItLies() {
        UnknownFieldSet news = UnknownFieldSet.newBuilder()
                .addField(900, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
        Command.Builder deep = mission();
        deep.getStartMissionBuilder().getRouteBuilder().getPointsBuilder(0).setUnknownFields(news);
        Command.Builder purpose = mission();
        purpose.getStartMissionBuilder().setPurposeValue(77);

        assertThat(verdict(signers.sign("dispatch", mission().setUnknownFields(news))))
                .isEqualTo(NOT_UNDERSTOOD);
        assertThat(verdict(signers.sign("dispatch", deep))).isEqualTo(NOT_UNDERSTOOD);
        assertThat(verdict(signers.sign("dispatch", purpose))).isEqualTo(NOT_UNDERSTOOD);
        assertThat(verdict(signers.sign("dispatch", mission().clearBody()))).isEqualTo(NOT_UNDERSTOOD);
    }
}
