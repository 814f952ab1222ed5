package robotaxi.contracts.custody;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The custody half of a package: whether entries, head, roots, proofs and the car's own signatures fit each other and the clips. */
final class PackageChain {
    private static final String ENTRIES = "custody/entries/";
    private static final String CAR = "custody/car/";
    private static final String HOURS = "custody/hours/";
    private static final String PROOFS = "custody/proofs/";
    private static final String DAYS = "custody/days/";
    private static final String CLIPS = "data/clips/";
    private static final String TEXT = ".txt";
    private static final Set<String> TAKEN_IN = Set.of("accepted", "mended");

    private final Bag bag;
    private final X509Certificate keeper;
    private final X509Certificate root;
    private final List<String> wrong;
    private final Map<String, Entry> byHash = new HashMap<>();
    private final Set<String> takenIn = new java.util.HashSet<>();

    PackageChain(Bag bag, X509Certificate keeper, X509Certificate root, List<String> wrong) {
        this.bag = bag;
        this.keeper = keeper;
        this.root = root;
        this.wrong = wrong;
    }

    void check() throws IOException, GeneralSecurityException {
        Entry last = entries();
        Map<String, String> head = signed("custody/head.txt", Statement.HEAD);
        require(
                head.getOrDefault("entry", "").equals(last.hash())
                        && head.getOrDefault("chain", "").equals(last.says("chain"))
                        && head.getOrDefault("sequence", "").equals(Long.toString(last.sequence())),
                "the head is of another entry than the last");
        for (String clip : in(CLIPS, "")) {
            String sha256 = clip.substring(CLIPS.length()).replaceAll("\\..*", "");
            require(takenIn.contains(sha256), clip + " never came in");
        }
        car(last.says("chain"));
        hours();
    }

    private Entry entries() throws IOException {
        ChainCheck chain = null;
        Entry last = null;
        for (String name : in(ENTRIES, TEXT)) {
            Entry entry = Entry.parse(Entry.Domain.SERVICE, bag.text(name));
            chain = chain == null ? ChainCheck.from(entry) : chain;
            chain.next(entry).ifPresent(wrong::add);
            require(Meta.isCanonical(entry.meta()), name + " is not in canonical form");
            byHash.put(entry.hash(), entry);
            if (TAKEN_IN.contains(entry.says("act"))) {
                takenIn.add(entry.blobSha256());
            }
            last = entry;
        }
        if (last == null) {
            throw new CustodyException("there is no entry");
        }
        return last;
    }

    private void car(String vehicleId) throws IOException, GeneralSecurityException {
        for (String name : in(CAR, TEXT)) {
            Entry entry = Entry.parse(Entry.Domain.VEHICLE, bag.text(name));
            String stem = name.substring(0, name.length() - TEXT.length());
            List<X509Certificate> chain = Signatures.certificates(bag.text(stem + ".pem"));
            Signatures.requirePath(chain, List.of(root));
            require(
                    Signatures.isVehicle(chain.getFirst(), vehicleId)
                            && entry.says("chain").equals(vehicleId),
                    name + " is another car's");
            require(
                    Signatures.isBy(chain.getFirst(), entry.text(), bag.bytes(stem + ".sig")),
                    name + " is not signed by the car");
        }
    }

    private void hours() throws IOException {
        for (String name : in(HOURS, TEXT)) {
            signed(name, Statement.HOUR);
        }
        for (String name : in(DAYS, TEXT)) {
            signed(name, Statement.DAY);
        }
        for (String name : in(PROOFS, TEXT)) {
            Map<String, String> proof = Statement.read(Statement.PROOF, bag.text(name));
            String of = name.substring(PROOFS.length());
            if (of.startsWith("day-")) {
                // day-2026-11-23-hour-06.txt: an hour's root under its day's.
                String day = of.substring("day-".length(), "day-2026-11-23".length());
                proven(proof, signed(DAYS + day + TEXT, Statement.DAY), name);
                String hour = day + "T" + of.substring("day-2026-11-23-hour-".length(), of.length() - TEXT.length());
                require(
                        Statement.hash(signed(HOURS + hour + TEXT, Statement.HOUR), "root")
                                .equals(proof.get("leaf")),
                        name + " is of another hour");
            } else {
                // 000042-2026-11-23T06.txt: an entry under its hour's root.
                int dash = of.indexOf('-');
                proven(proof, signed(HOURS + of.substring(dash + 1), Statement.HOUR), name);
                Entry entry = byHash.get(proof.get("leaf"));
                require(
                        entry != null && entry.sequence() == Long.parseLong(of.substring(0, dash)),
                        name + " is of another entry");
            }
        }
    }

    private void proven(Map<String, String> proof, Map<String, String> tree, String name) {
        String leads = Statement.proof(proof).root(Statement.hash(proof, "leaf"));
        require(
                leads.equals(tree.get("root")) && proof.getOrDefault("size", "").equals(tree.get("size")),
                name + " does not lead to the root");
    }

    private Map<String, String> signed(String name, String tag) throws IOException {
        String text = bag.text(name);
        String signature = name.substring(0, name.length() - TEXT.length()) + ".sig";
        require(Signatures.isBy(keeper, text, bag.bytes(signature)), name + " is not signed by the keeper");
        return Statement.read(tag, text);
    }

    private List<String> in(String folder, String ending) {
        return bag.names().stream()
                .filter(name -> name.startsWith(folder) && name.endsWith(ending))
                .toList();
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            wrong.add(otherwise);
        }
    }
}
