package robotaxi.benchmarks.ota;

import static robotaxi.benchmarks.ota.ForgedRepository.EVIL_SHA256;
import static robotaxi.benchmarks.ota.ForgedRepository.EXPIRES;
import static robotaxi.benchmarks.ota.ForgedRepository.HONEST_SHA256;
import static robotaxi.benchmarks.ota.ForgedRepository.NOW;
import static robotaxi.benchmarks.ota.ForgedRepository.PUBLISHED;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import robotaxi.ota.trust.MetadataAuthor;
import robotaxi.ota.trust.SignedMetadata;
import robotaxi.ota.trust.TufRole;

/**
 * What can be done to a repository of releases, by somebody on the way, by a thief of the online keys, or by a thief of one of the two targets keys.
 *
 * @see <a href="https://theupdateframework.github.io/specification/v1.0.34/">The Update Framework, section 1.5.2</a>
 */
public final class Attacks {
    private static final Instant PAST = NOW.minusSeconds(1);
    private static final long NEXT = PUBLISHED + 1;
    private static final int TOO_MUCH = 6_000_000;

    private final List<Attack> all = new ArrayList<>();

    private Attacks() {}

    /**
     * One attack.
     *
     * @param onlyOnKnowing whether it needs a car that has seen the honest release
     * @param at another time than now, if it comes late
     */
    public record Attack(String name, Consumer<ForgedRepository> act, boolean onlyOnKnowing, Optional<Instant> at) {}

    /** All of them. */
    public static List<Attack> all() {
        var attacks = new Attacks();
        attacks.forgeries();
        attacks.oldThings();
        attacks.mixtures();
        attacks.roots();
        attacks.forms();
        return attacks.all;
    }

    private void add(String name, Consumer<ForgedRepository> act) {
        all.add(new Attack(name, act, false, Optional.empty()));
    }

    private void addKnowing(String name, Consumer<ForgedRepository> act) {
        all.add(new Attack(name, act, true, Optional.empty()));
    }

    private void forgeries() {
        add("targets changed on the way", r -> r.tamper(PUBLISHED + ".targets.json", HONEST_SHA256, EVIL_SHA256));
        add("timestamp changed on the way", r -> r.tamper("timestamp.json", "\"version\":5", "\"version\":6"));
        add(
                "snapshot changed on the way",
                r -> r.tamper(PUBLISHED + ".snapshot.json", "\"version\":5", "\"version\":6"));
        add("timestamp by a foreign key", r -> r.resign("timestamp.json", r.foreign, signed -> {}));
        add("snapshot by a foreign key", r -> {
            r.resign(PUBLISHED + ".snapshot.json", r.foreign, signed -> {});
            r.timestamp(NEXT, EXPIRES, r.file(PUBLISHED + ".snapshot.json"), r.timestampKey);
        });
        add(
                "targets by the online keys alone",
                r -> r.chain(NEXT, EXPIRES, r.targets(NEXT, EVIL_SHA256, r.timestampKey)));
        add("targets by a foreign key", r -> r.chain(NEXT, EXPIRES, r.targets(NEXT, EVIL_SHA256, r.foreign)));
        add("targets by one of two keys", r -> r.chain(NEXT, EXPIRES, r.targets(NEXT, EVIL_SHA256, r.targetsOne)));
        add(
                "targets by one key and a foreign one",
                r -> r.chain(NEXT, EXPIRES, r.targets(NEXT, EVIL_SHA256, r.targetsOne, r.foreign)));
        add("targets by the root key", r -> r.chain(NEXT, EXPIRES, r.targets(NEXT, EVIL_SHA256, r.rootKey)));
        add("targets without signatures", r -> r.chain(NEXT, EXPIRES, r.targets(NEXT, EVIL_SHA256)));
        add("targets twice by one key", r -> {
            String once = new String(r.targets(NEXT, EVIL_SHA256, r.targetsOne), StandardCharsets.UTF_8);
            String twice = once.replaceFirst("\\[(\\{[^]]*})]", "[$1,$1]");
            r.chain(PUBLISHED, EXPIRES, r.targets(PUBLISHED, EVIL_SHA256, r.targetsOne));
            r.put(PUBLISHED + ".targets.json", twice.getBytes(StandardCharsets.UTF_8));
        });
    }

    private void oldThings() {
        addKnowing("rollback: everything of an older version", r -> r.publish(PUBLISHED - 1));
        addKnowing("rollback: a new timestamp of an older snapshot", r -> {
            r.publish(PUBLISHED - 1);
            r.timestamp(NEXT, EXPIRES, r.file(PUBLISHED - 1 + ".snapshot.json"), r.timestampKey);
        });
        addKnowing("rollback: a new snapshot of older targets", r -> {
            byte[] old = r.targets(PUBLISHED - 1, HONEST_SHA256, r.targetsOne, r.targetsTwo);
            r.put(PUBLISHED - 1 + ".targets.json", old);
            r.put(
                    "snapshot",
                    MetadataAuthor.snapshot(NEXT, EXPIRES, SignedMetadata.parse(TufRole.TARGETS, old), r.snapshotKey));
            r.timestamp(NEXT, EXPIRES, r.file("snapshot"), r.timestampKey);
        });
        addKnowing("rollback: a snapshot without the targets", r -> {
            r.resign(PUBLISHED + ".snapshot.json", r.snapshotKey, signed -> {
                signed.put("version", NEXT);
                ((ObjectNode) signed.path("meta")).removeAll();
            });
            r.timestamp(NEXT, EXPIRES, r.file(PUBLISHED + ".snapshot.json"), r.timestampKey);
        });
        all.add(new Attack(
                "freeze: what was fresh is served for ever",
                r -> {},
                false,
                Optional.of(EXPIRES.plus(Duration.ofHours(1)))));
        add(
                "freeze: a timestamp that has expired",
                r -> r.timestamp(NEXT, PAST, r.file(PUBLISHED + ".snapshot.json"), r.timestampKey));
        add("freeze: a snapshot that has expired", r -> {
            byte[] targets = r.file(PUBLISHED + ".targets.json");
            r.put(
                    "old",
                    MetadataAuthor.snapshot(NEXT, PAST, SignedMetadata.parse(TufRole.TARGETS, targets), r.snapshotKey));
            r.timestamp(NEXT, EXPIRES, r.file("old"), r.timestampKey);
        });
        add(
                "freeze: targets that have expired",
                r -> r.chain(NEXT, EXPIRES, MetadataAuthor.targets(NEXT, PAST, List.of(), r.targetsOne, r.targetsTwo)));
    }

    private void mixtures() {
        add(
                "mix-and-match: targets of another version",
                r -> r.put(PUBLISHED + ".targets.json", r.targets(NEXT, EVIL_SHA256, r.targetsOne, r.targetsTwo)));
        add("mix-and-match: snapshot of another version", r -> {
            r.publish(NEXT);
            byte[] timestamp = r.file("timestamp.json");
            r.publish(PUBLISHED);
            r.put("timestamp.json", timestamp);
            r.put(NEXT + ".snapshot.json", r.file(PUBLISHED + ".snapshot.json"));
        });
        add(
                "mix-and-match: a snapshot in the place of targets",
                r -> r.put(PUBLISHED + ".targets.json", r.file(PUBLISHED + ".snapshot.json")));
        add(
                "mix-and-match: a timestamp in the place of a snapshot",
                r -> r.put(PUBLISHED + ".snapshot.json", r.file("timestamp.json")));
        add("withheld: no targets", r -> r.remove(PUBLISHED + ".targets.json"));
        add("withheld: no snapshot", r -> r.remove(PUBLISHED + ".snapshot.json"));
        add("withheld: no timestamp", r -> r.remove("timestamp.json"));
        add(
                "withheld: the file is not listed",
                r -> r.chain(
                        NEXT, EXPIRES, MetadataAuthor.targets(NEXT, EXPIRES, List.of(), r.targetsOne, r.targetsTwo)));
        add("endless data: timestamp", r -> r.put("timestamp.json", new byte[TOO_MUCH]));
        add("endless data: snapshot", r -> r.put(PUBLISHED + ".snapshot.json", new byte[TOO_MUCH]));
        add("endless data: targets", r -> r.put(PUBLISHED + ".targets.json", new byte[TOO_MUCH]));
        add("endless data: root", r -> r.put("2.root.json", new byte[TOO_MUCH]));
    }

    private void roots() {
        add("root by a foreign key", r -> r.put("2.root.json", r.root(2, r.foreign, r.foreign)));
        add("root by the online keys", r -> r.put("2.root.json", r.root(2, r.foreign, r.timestampKey, r.snapshotKey)));
        add("root without signatures", r -> r.put("2.root.json", r.root(2, r.foreign)));
        add("root that skips a version", r -> r.put("2.root.json", r.root(3, r.timestampKey, r.rootKey)));
        add("root of the same version", r -> r.put("2.root.json", r.root(1, r.timestampKey, r.rootKey)));
        add("root in the place of a timestamp", r -> r.put("timestamp.json", r.firstRoot()));
    }

    private void forms() {
        add("no JSON", r -> r.put("timestamp.json", "<html>".getBytes(StandardCharsets.UTF_8)));
        add("nothing", r -> r.put("timestamp.json", new byte[0]));
        add("a member twice", r -> r.tamper("timestamp.json", "\"version\":5", "\"version\":5,\"version\":6"));
        add(
                "another specification",
                r -> r.resign("timestamp.json", r.timestampKey, s -> s.put("spec_version", "2.0.0")));
        add("version zero", r -> r.resign("timestamp.json", r.timestampKey, s -> s.put("version", 0)));
        add("a version below zero", r -> r.resign("timestamp.json", r.timestampKey, s -> s.put("version", -1)));
        add("no expiry", r -> r.resign("timestamp.json", r.timestampKey, s -> s.remove("expires")));
        add(
                "an expiry that is no time",
                r -> r.resign("timestamp.json", r.timestampKey, s -> s.put("expires", "never")));
        add("no list", r -> r.resign("timestamp.json", r.timestampKey, s -> s.remove("meta")));
        add(
                "signatures that are no list",
                r -> r.put("timestamp.json", "{\"signed\":{},\"signatures\":{}}".getBytes(StandardCharsets.UTF_8)));
    }
}
