package robotaxi.contracts.custody;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The tree of RFC 6962: leaf = SHA-256(0x00 ‖ data), node = SHA-256(0x01 ‖ left ‖ right), split at the largest power of two below n.
 * Leaves are hashes, all in lower-case hex.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6962#section-2.1">RFC 6962, section 2.1</a>
 */
public final class MerkleTree {
    private static final HexFormat HEX = HexFormat.of();

    private MerkleTree() {}

    /**
     * That a leaf is in the tree.
     *
     * @param index of the leaf, from 0
     * @param size of the tree
     * @param path hashes from the leaf's neighbour up
     */
    public record Proof(long index, long size, List<String> path) {
        /** Copies. */
        public Proof {
            path = List.copyOf(path);
        }

        /** The root that follows from the leaf; nothing leads there but this leaf at this place. */
        public String root(String leaf) {
            if (index < 0 || index >= size) {
                throw new CustodyException("there is no leaf " + index + " of " + size);
            }
            String hash = leafHash(leaf);
            long node = index;
            long last = size - 1;
            for (String neighbour : path) {
                if (last == 0) {
                    throw new CustodyException("a proof that is too long");
                }
                if ((node & 1) == 1 || node == last) {
                    hash = nodeHash(neighbour, hash);
                    while ((node & 1) == 0 && node != 0) {
                        node >>= 1;
                        last >>= 1;
                    }
                } else {
                    hash = nodeHash(hash, neighbour);
                }
                node >>= 1;
                last >>= 1;
            }
            if (last != 0) {
                throw new CustodyException("a proof that is too short");
            }
            return hash;
        }
    }

    /** Root over these leaves, at least one. */
    public static String root(List<String> leaves) {
        if (leaves.isEmpty()) {
            throw new CustodyException("a tree without a leaf has no root here");
        }
        if (leaves.size() == 1) {
            return leafHash(leaves.getFirst());
        }
        int left = split(leaves.size());
        return nodeHash(root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
    }

    /** That the leaf with this index is in the tree. */
    public static Proof proof(List<String> leaves, int index) {
        List<String> path = new ArrayList<>();
        path(leaves, index, path);
        return new Proof(index, leaves.size(), path);
    }

    private static void path(List<String> leaves, int index, List<String> path) {
        if (leaves.size() == 1) {
            return;
        }
        int left = split(leaves.size());
        List<String> lower = leaves.subList(0, left);
        List<String> upper = leaves.subList(left, leaves.size());
        if (index < left) {
            path(lower, index, path);
            path.add(root(upper));
        } else {
            path(upper, index - left, path);
            path.add(root(lower));
        }
    }

    private static int split(int size) {
        return Integer.highestOneBit(size - 1);
    }

    private static String leafHash(String leaf) {
        MessageDigest digest = Sha256.digest();
        digest.update((byte) 0);
        return HEX.formatHex(digest.digest(ChainCheck.bytes(leaf)));
    }

    private static String nodeHash(String left, String right) {
        MessageDigest digest = Sha256.digest();
        digest.update((byte) 1);
        digest.update(ChainCheck.bytes(left));
        return HEX.formatHex(digest.digest(ChainCheck.bytes(right)));
    }
}
