package robotaxi.benchmarks.ota;

import static robotaxi.benchmarks.ota.ForgedUptane.CAR;
import static robotaxi.benchmarks.ota.ForgedUptane.EVIL;
import static robotaxi.benchmarks.ota.ForgedUptane.EXPIRES;
import static robotaxi.benchmarks.ota.ForgedUptane.HARDWARE;
import static robotaxi.benchmarks.ota.ForgedUptane.HONEST;
import static robotaxi.benchmarks.ota.ForgedUptane.NOW;
import static robotaxi.benchmarks.ota.ForgedUptane.PUBLISHED;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import robotaxi.onboard.update.TrustStore;
import robotaxi.onboard.update.TufClient;
import robotaxi.onboard.update.TufException;
import robotaxi.onboard.update.Uptane;
import robotaxi.ota.trust.MetadataAuthor;
import robotaxi.ota.trust.SignedDocument;
import robotaxi.ota.trust.SigningKey;
import robotaxi.ota.trust.TargetFile;
import robotaxi.ota.trust.TufJson;

/**
 * What can be done to a car through its director: by somebody on the way, by a thief of another car's files, and by a thief of the
 * director's own keys.
 *
 * @see <a href="https://uptane.org/docs/2.1.0/standard/uptane-standard">Uptane Standard 2.1.0, section 4</a>
 */
public final class DirectorAttacks {
    private static final long NEXT = PUBLISHED + 1;
    private static final int TOO_MUCH = 6_000_000;
    private static final SigningKey FOREIGN = SigningKey.generate();

    private final List<Attack> all = new ArrayList<>();

    private DirectorAttacks() {}

    /**
     * One attack.
     *
     * @param code that the car must refuse it with
     */
    public record Attack(String name, String code, Instant at, Consumer<ForgedUptane> act) {
        /**
         * Attacks a car that runs the honest release. Answers the code of its refusal, or nothing if it fell for it, and whether it
         * believes the honest again.
         */
        public Suffered suffer() {
            var world = new ForgedUptane();
            world.publish(PUBLISHED);
            Uptane car = car(world);
            String before = verdict(car, NOW);
            if (!before.isEmpty()) {
                throw new IllegalStateException("the honest repositories are not believed: " + before);
            }
            act.accept(world);
            String refused = verdict(car, at);
            world.heal();
            return new Suffered(refused, verdict(car, NOW).isEmpty());
        }

        private static String verdict(Uptane car, Instant now) {
            try {
                return car.directed(now)
                        .map(directed -> car.verify(directed, HONEST.releaseCounter(), now))
                        .map(_ -> "")
                        .orElse("");
            } catch (TufException e) {
                return e.code();
            }
        }
    }

    /** What became of a car. */
    public record Suffered(String code, boolean recovered) {}

    private static Uptane car(ForgedUptane world) {
        return new Uptane(
                TufClient.ofDirector(world.director.firstRoot, world.director, store()),
                TufClient.ofImages(world.images.firstRoot, world.images, store()),
                Uptane.Car.of(CAR, HARDWARE));
    }

    private static TrustStore store() {
        Map<String, byte[]> kept = new HashMap<>();
        return new TrustStore() {
            @Override
            public Optional<byte[]> find(String name) {
                return Optional.ofNullable(kept.get(name));
            }

            @Override
            public void keep(String name, byte[] bytes) {
                kept.put(name, bytes);
            }

            @Override
            public void forget(String name) {
                kept.remove(name);
            }
        };
    }

    /** All of them. */
    public static List<Attack> all() {
        var attacks = new DirectorAttacks();
        attacks.onTheWay();
        attacks.replays();
        attacks.compromisedDirector();
        attacks.mixtures();
        return attacks.all;
    }

    private void add(String name, String code, Consumer<ForgedUptane> act) {
        all.add(new Attack(name, code, NOW, act));
    }

    private void onTheWay() {
        add(
                "director: targets by a foreign key",
                "director.bad-signature",
                w -> w.director.chain(
                        NEXT, EXPIRES, ForgedUptane.direction(NEXT, CAR, FOREIGN, Optional.of(EVIL)), w.director.key));
        add(
                "director: everything by a foreign key",
                "director.bad-signature",
                w -> w.director.chain(
                        NEXT, EXPIRES, ForgedUptane.direction(NEXT, CAR, FOREIGN, Optional.of(EVIL)), FOREIGN));
        add(
                "director: a root by a foreign key",
                "director.bad-signature",
                w -> w.director.put(
                        "2.root.json",
                        SignedDocument.sign(TufJson.parse(w.director.firstRoot).get("signed"), FOREIGN)));
        add("director: no timestamp", "director.missing", w -> w.director.remove("timestamp.json"));
        add("director: no targets", "director.missing", w -> w.director.remove(PUBLISHED + ".targets.json"));
        add(
                "director: endless timestamp",
                "director.length-exceeded",
                w -> w.director.put("timestamp.json", new byte[TOO_MUCH]));
        add(
                "director: endless targets",
                "director.length-exceeded",
                w -> w.director.put(PUBLISHED + ".targets.json", new byte[TOO_MUCH]));
        add("director: no JSON", "director.malformed", w -> w.director.put("timestamp.json", new byte[] {'<'}));
    }

    private void replays() {
        all.add(new Attack("director: frozen", "director.expired", EXPIRES.plus(Duration.ofHours(1)), w -> {}));
        add("director: this car's older files", "director.rollback", w -> w.direct(PUBLISHED - 1, EVIL));
        add(
                "director: another car's targets",
                "director.wrong-vehicle",
                w -> w.director.chain(
                        NEXT,
                        EXPIRES,
                        ForgedUptane.direction(NEXT, "car-2", w.director.key, Optional.of(HONEST)),
                        w.director.key));
        add(
                "director: another car's word that there is nothing",
                "director.wrong-vehicle",
                w -> w.director.chain(
                        NEXT,
                        EXPIRES,
                        ForgedUptane.direction(NEXT, "car-2", w.director.key, Optional.empty()),
                        w.director.key));
        add(
                "director: targets of no car",
                "director.malformed",
                w -> w.director.chain(
                        NEXT,
                        EXPIRES,
                        MetadataAuthor.targets(NEXT, EXPIRES, List.of(HONEST), w.director.key),
                        w.director.key));
    }

    private void compromisedDirector() {
        add("compromised director: a file that nobody else lists", "uptane.image-unknown", w -> w.direct(NEXT, EVIL));
        add(
                "compromised director: other bytes under a known name",
                "uptane.image-differs",
                w -> w.direct(NEXT, ForgedUptane.image("1.1.0", "ee", PUBLISHED)));
        add(
                "compromised director: another length",
                "uptane.image-differs",
                w -> w.direct(
                        NEXT, new TargetFile(HONEST.path(), 41, HONEST.sha256(), HONEST.hardwareIds(), PUBLISHED)));
        add("compromised director: an old release called new", "uptane.image-differs", w -> {
            w.list(NEXT, ForgedUptane.image("1.0.0", "aa", 1), HONEST);
            w.direct(NEXT, ForgedUptane.image("1.0.0", "aa", PUBLISHED + 9));
        });
        add("compromised director: an old release", "uptane.rollback", w -> {
            w.list(NEXT, ForgedUptane.image("1.0.0", "aa", 1), HONEST);
            w.direct(NEXT, ForgedUptane.image("1.0.0", "aa", 1));
        });
        add("compromised director: a release for other computers", "uptane.wrong-hardware", w -> {
            w.list(NEXT, new TargetFile(EVIL.path(), 42, EVIL.sha256(), List.of("drive-thor"), NEXT));
            w.direct(NEXT, EVIL);
        });
        add(
                "compromised director: for a computer that the car has not",
                "director.unknown-ecu",
                w -> ecus(w, ecu -> ecu.putObject("car-2.drive").put("hardwareId", HARDWARE)));
        add(
                "compromised director: for a computer more",
                "director.unknown-ecu",
                w -> ecus(w, ecu -> {
                    ecu.putObject(CAR + ".drive").put("hardwareId", HARDWARE);
                    ecu.putObject(CAR + ".brakes").put("hardwareId", HARDWARE);
                }));
        add(
                "compromised director: for another kind of computer",
                "director.wrong-hardware",
                w -> ecus(w, ecu -> ecu.putObject(CAR + ".drive").put("hardwareId", "drive-thor")));
        add("compromised director: one computer twice", "director.ecu-twice", w -> {
            ObjectNode signed = (ObjectNode)
                    TufJson.parse(w.director.file(PUBLISHED + ".targets.json")).get("signed");
            ObjectNode targets = (ObjectNode) signed.get("targets");
            targets.set(EVIL.path(), targets.get(HONEST.path()).deepCopy());
            resign(w, signed);
        });
    }

    private static void ecus(ForgedUptane world, Consumer<ObjectNode> change) {
        ObjectNode signed = (ObjectNode)
                TufJson.parse(world.director.file(PUBLISHED + ".targets.json")).get("signed");
        ObjectNode custom =
                (ObjectNode) signed.get("targets").get(HONEST.path()).get("custom");
        change.accept(custom.putObject("ecuIdentifiers"));
        resign(world, signed);
    }

    private static void resign(ForgedUptane world, ObjectNode signed) {
        signed.put("version", NEXT);
        world.director.chain(NEXT, EXPIRES, SignedDocument.sign(signed, world.director.key), world.director.key);
    }

    private void mixtures() {
        add(
                "mix-and-match: the images' targets as the director's",
                "director.bad-signature",
                w -> w.director.chain(
                        NEXT,
                        EXPIRES,
                        MetadataAuthor.targets(NEXT, EXPIRES, List.of(EVIL), w.images.key),
                        w.director.key));
        add("mix-and-match: the director's targets as the images'", "tuf.bad-signature", w -> {
            w.direct(NEXT, EVIL);
            w.images.chain(NEXT, EXPIRES, w.director.file(NEXT + ".targets.json"), w.images.key);
        });
        add("mix-and-match: the director's whole repository as the images'", "tuf.bad-signature", w -> {
            w.direct(NEXT, EVIL);
            for (String name : List.of("timestamp.json", NEXT + ".snapshot.json", NEXT + ".targets.json")) {
                w.images.put(name, w.director.file(name));
            }
        });
        add("mix-and-match: a new direction with old images", "tuf.rollback", w -> {
            w.direct(NEXT, EVIL);
            w.list(PUBLISHED - 1, EVIL);
        });
        add(
                "mix-and-match: the director's targets of another version",
                "director.hash-mismatch",
                w -> w.director.put(
                        PUBLISHED + ".targets.json",
                        // As long as the one that was announced, so that only its hash tells.
                        ForgedUptane.direction(
                                PUBLISHED,
                                CAR,
                                w.director.key,
                                Optional.of(ForgedUptane.image("1.1.0", "ee", PUBLISHED)))));
    }
}
