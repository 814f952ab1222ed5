package robotaxi.contracts.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleTreeTest {
    private static List<String> leaves(int size) {
        return IntStream.range(0, size).mapToObj(i -> Sha256.of("leaf " + i)).toList();
    }

    @Test
    void aTreeOfThreeIsAsTheRfcDrawsIt() throws Exception {
        List<String> leaves = leaves(3);
        byte[] left = hash(1, hash(0, bytes(leaves.get(0))), hash(0, bytes(leaves.get(1))));
        byte[] root = hash(1, left, hash(0, bytes(leaves.get(2))));

        assertThat(MerkleTree.root(leaves)).isEqualTo(java.util.HexFormat.of().formatHex(root));
    }

    private static byte[] bytes(String hex) {
        return java.util.HexFormat.of().parseHex(hex);
    }

    private static byte[] hash(int first, byte[]... parts) throws Exception {
        var digest = java.security.MessageDigest.getInstance("SHA-256");
        digest.update((byte) first);
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    @ParameterizedTest(name = "{0} leaves")
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33, 100})
    void everyLeafIsProvenAndNoOther(int size) {
        List<String> leaves = leaves(size);
        String root = MerkleTree.root(leaves);
        for (int i = 0; i < size; i++) {
            MerkleTree.Proof proof = MerkleTree.proof(leaves, i);
            assertThat(proof.root(leaves.get(i))).isEqualTo(root);
            assertThat(proof.root(Sha256.of("another"))).isNotEqualTo(root);
        }
    }

    @Test
    void aProofOfAnotherLengthIsNone() {
        List<String> leaves = leaves(9);
        MerkleTree.Proof proof = MerkleTree.proof(leaves, 4);
        List<String> longer = new ArrayList<>(proof.path());
        longer.add(Sha256.NONE);
        List<String> shorter = proof.path().subList(0, proof.path().size() - 1);

        assertThatThrownBy(() -> new MerkleTree.Proof(4, 9, longer).root(leaves.get(4)))
                .isInstanceOf(CustodyException.class);
        assertThatThrownBy(() -> new MerkleTree.Proof(4, 9, shorter).root(leaves.get(4)))
                .isInstanceOf(CustodyException.class);
        assertThatThrownBy(() -> new MerkleTree.Proof(9, 9, List.of()).root(leaves.get(4)))
                .isInstanceOf(CustodyException.class);
    }
}
