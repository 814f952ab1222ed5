package robotaxi.incident.export.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import robotaxi.contracts.custody.MerkleTree;
import robotaxi.contracts.custody.PackageCheck;
import robotaxi.contracts.custody.Signatures;
import robotaxi.contracts.custody.Statement;
import robotaxi.incident.custody.adapter.CarSeals;
import robotaxi.incident.custody.adapter.Keeper;
import robotaxi.incident.custody.adapter.PostgresCustody;
import robotaxi.incident.custody.adapter.Sql;

/** The custody half of a package: entries, the signed head, the car's own entries, roots and proofs. */
@ApplicationScoped
class CustodyFiles {
    private static final String TEXT = ".txt";

    private final PostgresCustody custody;
    private final CarSeals seals;
    private final Sql sql;
    private final InstantSource clock;

    @Inject
    CustodyFiles(PostgresCustody custody, CarSeals seals, DataSource database, InstantSource clock) {
        this.custody = custody;
        this.seals = seals;
        this.sql = new Sql(database);
        this.clock = clock;
    }

    /**
     * Writes all of it, within one transaction.
     *
     * @param own entries of the incident, in order; the last one is the export's own
     */
    void write(BagZip bag, String vehicleId, String incidentId, List<PostgresCustody.Kept> own, Keeper.Identity keeper)
            throws IOException {
        PostgresCustody.Kept last = own.getLast();
        custody.each(vehicleId, own.getFirst().sequence(), last.sequence(), kept -> {
            put(
                    bag,
                    "custody/entries/" + number(kept.sequence()) + TEXT,
                    kept.entry().text());
            return true;
        });
        Map<String, String> head = new LinkedHashMap<>();
        head.put("chain", vehicleId);
        head.put("sequence", Long.toString(last.sequence()));
        head.put("entry", last.hash());
        head.put("at", clock.instant().toString());
        signed(bag, "custody/head", Statement.of(Statement.HEAD, head), keeper);
        proofs(bag, own);
        car(bag, incidentId);
        certificates(bag, keeper);
    }

    private static void certificates(BagZip bag, Keeper.Identity keeper) throws IOException {
        try {
            StringBuilder chain = new StringBuilder();
            for (X509Certificate certificate : keeper.chain()) {
                chain.append(Signatures.pem(certificate));
            }
            bag.text(PackageCheck.KEEPER, chain.toString());
            bag.text(PackageCheck.ROOT, Signatures.pem(keeper.root()));
        } catch (CertificateException e) {
            throw new IOException("a certificate cannot be written", e);
        }
    }

    private void car(BagZip bag, String incidentId) throws IOException {
        int i = 0;
        for (CarSeals.Seal seal : seals.ofIncident(incidentId)) {
            String name = String.format(
                    Locale.ROOT, "custody/car/%09d-%d", seal.entry().sequence(), i++);
            bag.text(name + TEXT, seal.entry().text());
            bag.bytes(name + ".sig", Base64.getDecoder().decode(seal.signature()));
            bag.text(name + ".pem", seal.certificates());
        }
    }

    private record Leaf(PostgresCustody.Kept entry, String hour, int index) {}

    private void proofs(BagZip bag, List<PostgresCustody.Kept> own) throws IOException {
        Map<Long, PostgresCustody.Kept> byId =
                own.stream().collect(Collectors.toMap(PostgresCustody.Kept::id, kept -> kept));
        List<Leaf> leaves = own.stream()
                .flatMap(kept -> sql
                        .list(
                                row -> new Leaf(
                                        java.util.Objects.requireNonNull(byId.get(row.getLong("entry_id"))),
                                        Sql.time(row, "hour").toString(),
                                        row.getInt("leaf_index")),
                                "select entry_id, hour, leaf_index from custody_leaf where entry_id = ?",
                                kept.id())
                        .stream())
                .toList();
        Set<String> hours = leaves.stream().map(Leaf::hour).collect(Collectors.toCollection(TreeSet::new));
        for (String hour : hours) {
            hour(bag, hour, leaves);
        }
        Set<String> days =
                hours.stream().map(hour -> hour.substring(0, 10)).collect(Collectors.toCollection(TreeSet::new));
        for (String day : days) {
            day(bag, day, hours);
        }
    }

    private void hour(BagZip bag, String hour, List<Leaf> leaves) throws IOException {
        String name = hour.substring(0, 13);
        stored(
                bag,
                "custody/hours/" + name,
                "select statement, signature from custody_hour where hour = ?::timestamptz",
                hour);
        List<String> tree = sql.list(
                row -> row.getString(1),
                "select e.entry from custody_leaf l join custody_entry e on e.id = l.entry_id"
                        + " where l.hour = ?::timestamptz order by l.leaf_index",
                hour);
        for (Leaf leaf : leaves) {
            if (leaf.hour().equals(hour)) {
                bag.text(
                        "custody/proofs/" + number(leaf.entry().sequence()) + "-" + name + TEXT,
                        Statement.proof(leaf.entry().hash(), MerkleTree.proof(tree, leaf.index())));
            }
        }
    }

    private void day(BagZip bag, String day, Set<String> wanted) throws IOException {
        if (!stored(
                bag, "custody/days/" + day, "select statement, signature from custody_day where day = ?::date", day)) {
            return;
        }
        record Hour(String at, String root) {}
        List<Hour> hours = sql.list(
                row -> new Hour(Sql.time(row, "hour").toString(), row.getString("root")),
                "select hour, root from custody_hour where (hour at time zone 'UTC')::date = ?::date order by hour",
                day);
        List<String> roots = hours.stream().map(Hour::root).toList();
        for (int i = 0; i < hours.size(); i++) {
            if (wanted.contains(hours.get(i).at())) {
                bag.text(
                        "custody/proofs/day-" + day + "-hour-"
                                + hours.get(i).at().substring(11, 13) + TEXT,
                        Statement.proof(roots.get(i), MerkleTree.proof(roots, i)));
            }
        }
    }

    private boolean stored(BagZip bag, String name, String query, String key) throws IOException {
        record Signed(String statement, String signature) {}
        var found = sql.find(
                row -> new Signed(row.getString(1), Base64.getEncoder().encodeToString(row.getBytes(2))), query, key);
        if (found.isPresent()) {
            bag.text(name + TEXT, found.get().statement());
            bag.bytes(name + ".sig", Base64.getDecoder().decode(found.get().signature()));
        }
        return found.isPresent();
    }

    private static void signed(BagZip bag, String name, String statement, Keeper.Identity keeper) throws IOException {
        bag.text(name + TEXT, statement);
        bag.bytes(name + ".sig", keeper.sign(statement));
    }

    private static String number(long sequence) {
        return String.format(Locale.ROOT, "%09d", sequence);
    }

    private static void put(BagZip bag, String name, String text) {
        try {
            bag.text(name, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
