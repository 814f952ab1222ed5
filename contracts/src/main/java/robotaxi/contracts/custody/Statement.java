package robotaxi.contracts.custody;

import java.util.LinkedHashMap;
import java.util.Map;

/** A signed text of the keeper: a tag, then a line for each member, name and value. */
public final class Statement {
    /** How far a chain goes: {@code chain}, {@code sequence}, {@code entry}, {@code at}. */
    public static final String HEAD = "robotaxi custody head v1";
    /** A Merkle root over the entries of an hour: {@code hour}, {@code size}, {@code root}. */
    public static final String HOUR = "robotaxi custody hour v1";
    /** A Merkle root over the hours of a day: {@code day}, {@code size}, {@code root}. */
    public static final String DAY = "robotaxi custody day v1";
    /** That a leaf is under a root: {@code leaf}, {@code index}, {@code size}, {@code root}, then {@code path} for each step. */
    public static final String PROOF = "robotaxi custody proof v1";

    private Statement() {}

    /** The text. */
    public static String of(String tag, Map<String, String> members) {
        StringBuilder text = new StringBuilder(tag).append('\n');
        members.forEach(
                (name, value) -> text.append(name).append(' ').append(value).append('\n'));
        return text.toString();
    }

    /**
     * Its members.
     *
     * @throws CustodyException if it is no such statement
     */
    public static Map<String, String> read(String tag, String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length < 2 || !lines[0].equals(tag) || !lines[lines.length - 1].isEmpty()) {
            throw new CustodyException("not a statement of the kind " + tag);
        }
        Map<String, String> members = new LinkedHashMap<>();
        for (int i = 1; i < lines.length - 1; i++) {
            int space = lines[i].indexOf(' ');
            if (space < 1 || members.put(lines[i].substring(0, space), lines[i].substring(space + 1)) != null) {
                throw new CustodyException("a line of a statement cannot be read");
            }
        }
        return members;
    }

    /** A proof in lines; the steps are {@code path-0}, {@code path-1} and so on, from the leaf up. */
    public static String proof(String leaf, MerkleTree.Proof proof) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("leaf", leaf);
        members.put("index", Long.toString(proof.index()));
        members.put("size", Long.toString(proof.size()));
        for (int i = 0; i < proof.path().size(); i++) {
            members.put("path-" + i, proof.path().get(i));
        }
        return of(PROOF, members);
    }

    /** Reads a proof's leaf and steps. */
    static MerkleTree.Proof proof(Map<String, String> members) {
        try {
            java.util.List<String> path = new java.util.ArrayList<>();
            for (int i = 0; members.containsKey("path-" + i); i++) {
                path.add(hash(members, "path-" + i));
            }
            return new MerkleTree.Proof(
                    Long.parseLong(members.getOrDefault("index", "")),
                    Long.parseLong(members.getOrDefault("size", "")),
                    path);
        } catch (NumberFormatException e) {
            throw new CustodyException("a proof's number cannot be read", e);
        }
    }

    /** A member that has to be a hash. */
    static String hash(Map<String, String> members, String name) {
        String value = members.getOrDefault(name, "");
        if (!Sha256.isOne(value)) {
            throw new CustodyException("no hash: " + name);
        }
        return value;
    }
}
