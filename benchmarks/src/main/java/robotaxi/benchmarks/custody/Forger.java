package robotaxi.benchmarks.custody;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import robotaxi.contracts.custody.ChainFile;
import robotaxi.contracts.custody.Entry;
import robotaxi.contracts.custody.PackageCheck;
import robotaxi.contracts.custody.Sha256;
import robotaxi.contracts.custody.Signatures;
import robotaxi.contracts.custody.Statement;

/** Somebody who knows every format and can compute every hash, and has keys and certificates, but not the fleet's. */
final class Forger {
    private static final String ENTRIES = "custody/entries/";

    private final SplittableRandom chance;
    private final PrivateKey key;
    private final String keeper;
    private final String root;
    private final MillionEntries own;

    Forger(MillionEntries own, SplittableRandom chance) throws IOException, GeneralSecurityException {
        this.own = own;
        this.chance = chance;
        this.key = own.key();
        this.keeper = Signatures.pem(own.keeper().getFirst());
        this.root = Signatures.pem(own.root());
    }

    /** A file of the payload is another one, and all manifests say so. */
    void file(MemoryBag bag) {
        List<String> payload =
                bag.names().stream().filter(name -> name.startsWith("data/")).toList();
        String name = payload.get(chance.nextInt(payload.size()));
        byte[] changed = Bytes.flipped(bag.get(name), chance);
        if (name.startsWith("data/clips/")) {
            bag.files().remove(name);
            name = "data/clips/" + Sha256.of(changed) + ".mcap";
        }
        bag.put(name, changed);
        manifests(bag);
    }

    /** An entry says something else, all that follow it are made anew, and so is the head but for its signature. */
    void entry(MemoryBag bag) {
        List<String> names = entries(bag);
        int at = chance.nextInt(names.size());
        Entry last = Entry.parse(Entry.Domain.SERVICE, new String(bag.get(names.getFirst()), UTF_8));
        String previous = last.previous();
        for (int i = 0; i < names.size(); i++) {
            Entry entry = Entry.parse(Entry.Domain.SERVICE, new String(bag.get(names.get(i)), UTF_8));
            String meta = i == at
                    ? entry.meta()
                            .replaceFirst("\"actor\":\"[^\"]*\"", "\"actor\":\"mallory" + chance.nextInt(99) + "\"")
                    : entry.meta();
            last = new Entry(Entry.Domain.SERVICE, previous, meta, entry.blobSha256());
            previous = last.hash();
            bag.put(names.get(i), last.text().getBytes(UTF_8));
        }
        head(bag, last);
        manifests(bag);
    }

    /** The last entries were never made. */
    void cut(MemoryBag bag) {
        List<String> names = entries(bag);
        bag.files().remove(names.getLast());
        if (names.size() > 1) {
            head(bag, Entry.parse(Entry.Domain.SERVICE, new String(bag.get(names.get(names.size() - 2)), UTF_8)));
        }
        manifests(bag);
    }

    /** All of it is signed anew, under a root of the forger's own. */
    void everything(MemoryBag bag) throws GeneralSecurityException {
        entry(bag);
        bag.put(PackageCheck.KEEPER, keeper.getBytes(UTF_8));
        bag.put(PackageCheck.ROOT, root.getBytes(UTF_8));
        for (String name : List.copyOf(bag.names())) {
            boolean isSigned = name.equals("custody/head.txt")
                    || (name.startsWith("custody/hours/") && name.endsWith(".txt"))
                    || (name.startsWith("custody/days/") && name.endsWith(".txt"));
            if (isSigned) {
                bag.put(name.replace(".txt", ".sig"), Signatures.sign(key, new String(bag.get(name), UTF_8)));
            }
        }
        manifests(bag);
        bag.put(
                PackageCheck.TAG_SIGNATURE,
                Signatures.sign(key, new String(bag.get(PackageCheck.TAG_MANIFEST), UTF_8)));
    }

    /** From an entry on a chain is another one, with a head of the forger's own. */
    byte[] chain(byte[] chain) throws GeneralSecurityException, IOException {
        String[] lines = new String(chain, UTF_8).split("\n", -1);
        int entries = 0;
        while (lines[entries * 4].equals("robotaxi custody entry v1")) {
            entries++;
        }
        int at = chance.nextInt(entries);
        String previous = Sha256.NONE;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < entries; i++) {
            Entry entry = new Entry(
                    Entry.Domain.SERVICE,
                    previous,
                    lines[i * 4 + 2],
                    i == at ? Sha256.of("another " + chance.nextInt()) : lines[i * 4 + 3]);
            text.append(entry.text());
            previous = entry.hash();
        }
        String statement = statement("car-0001", entries, previous);
        return text.append(ChainFile.ending(statement, Signatures.sign(key, statement), own.keeper()))
                .toString()
                .getBytes(UTF_8);
    }

    private static List<String> entries(MemoryBag bag) {
        return bag.names().stream().filter(name -> name.startsWith(ENTRIES)).toList();
    }

    private static void head(MemoryBag bag, Entry last) {
        bag.put(
                "custody/head.txt",
                statement(last.says("chain"), last.sequence(), last.hash()).getBytes(UTF_8));
    }

    private static String statement(String chain, long sequence, String entry) {
        Map<String, String> head = new LinkedHashMap<>();
        head.put("chain", chain);
        head.put("sequence", Long.toString(sequence));
        head.put("entry", entry);
        head.put("at", "2026-11-23T07:00:00Z");
        return Statement.of(Statement.HEAD, head);
    }

    /** Every manifest fits every file. */
    private static void manifests(MemoryBag bag) {
        Map<String, String> payload = new TreeMap<>();
        Map<String, String> tags = new TreeMap<>();
        List<String> names = new ArrayList<>(bag.names());
        names.removeAll(List.of(PackageCheck.MANIFEST, PackageCheck.TAG_MANIFEST, PackageCheck.TAG_SIGNATURE));
        names.forEach(name -> (name.startsWith("data/") ? payload : tags).put(name, Sha256.of(bag.get(name))));
        bag.put(PackageCheck.MANIFEST, lines(payload));
        tags.put(PackageCheck.MANIFEST, Sha256.of(bag.get(PackageCheck.MANIFEST)));
        bag.put(PackageCheck.TAG_MANIFEST, lines(tags));
    }

    private static byte[] lines(Map<String, String> files) {
        StringBuilder text = new StringBuilder();
        files.forEach(
                (name, sha256) -> text.append(sha256).append("  ").append(name).append('\n'));
        return text.toString().getBytes(UTF_8);
    }
}
