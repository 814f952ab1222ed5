package robotaxi.contracts.custody;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a package is what the keeper of evidence gave out, without asking the keeper: only the fleet's root certificate has to be
 * known. Whoever can compute hashes can make manifests anew; the tag manifest's signature is what nobody else can make.
 */
public final class PackageCheck {
    /** The manifest of the payload. */
    public static final String MANIFEST = "manifest-sha256.txt";
    /** The manifest of all else, which the keeper signs. */
    public static final String TAG_MANIFEST = "tagmanifest-sha256.txt";
    /** That signature. */
    public static final String TAG_SIGNATURE = "tagmanifest-sha256.txt.sig";
    /** The keeper's certificate. */
    public static final String KEEPER = "certificates/keeper.pem";
    /** The fleet's root. */
    public static final String ROOT = "certificates/root.pem";
    /** What a package begins with, by RFC 8493. */
    public static final String BAGIT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

    private static final String PAYLOAD = "data/";
    private static final int HASH_CHARACTERS = 64;

    private final Bag bag;
    private final String trustedRoot;
    private final List<String> wrong = new ArrayList<>();

    private PackageCheck(Bag bag, String trustedRoot) {
        this.bag = bag;
        this.trustedRoot = trustedRoot;
    }

    /**
     * Looks at all of it.
     *
     * @param trustedRoot SHA-256 of the fleet's root certificate, from elsewhere than the package
     * @return what is wrong, empty if nothing is
     */
    public static List<String> check(Bag bag, String trustedRoot) {
        var check = new PackageCheck(bag, trustedRoot);
        try {
            check.all();
        } catch (CustodyException e) {
            check.wrong.add(String.valueOf(e.getMessage()));
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            check.wrong.add("cannot be read: " + e);
        }
        return List.copyOf(check.wrong);
    }

    private void all() throws IOException, GeneralSecurityException {
        require(BAGIT.equals(bag.text("bagit.txt")), "bagit.txt is not of BagIt 1.0");
        List<X509Certificate> root = Signatures.certificates(bag.text(ROOT));
        require(
                root.size() == 1 && Signatures.fingerprint(root.getFirst()).equals(trustedRoot),
                "the root certificate is not the fleet's");
        if (!wrong.isEmpty()) {
            return;
        }
        X509Certificate keeper = keeper(root);
        String tags = bag.text(TAG_MANIFEST);
        require(Signatures.isBy(keeper, tags, bag.bytes(TAG_SIGNATURE)), "the keeper has not signed the tag manifest");
        files(manifest(tags), manifest(bag.text(MANIFEST)));
        if (wrong.isEmpty()) {
            new PackageChain(bag, keeper, root.getFirst(), wrong).check();
        }
    }

    private X509Certificate keeper(List<X509Certificate> root) throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = Signatures.certificates(bag.text(KEEPER));
        Signatures.requirePath(chain, root);
        if (!Signatures.isKeeper(chain.getFirst())) {
            throw new CustodyException("the keeper's certificate is for something else");
        }
        return chain.getFirst();
    }

    private void files(Map<String, String> tags, Map<String, String> payload) throws IOException {
        Set<String> listed = new HashSet<>(tags.keySet());
        listed.addAll(payload.keySet());
        listed.add(TAG_MANIFEST);
        listed.add(TAG_SIGNATURE);
        require(listed.size() == tags.size() + payload.size() + 2, "a file is in both manifests");
        require(payload.keySet().stream().allMatch(name -> name.startsWith(PAYLOAD)), "the payload lies elsewhere");
        require(tags.keySet().stream().noneMatch(name -> name.startsWith(PAYLOAD)), "a tag file lies in the payload");
        for (String name : bag.names()) {
            require(listed.contains(name), name + " was added");
        }
        hashes(tags);
        hashes(payload);
    }

    private void hashes(Map<String, String> manifest) throws IOException {
        for (var line : manifest.entrySet()) {
            if (!bag.names().contains(line.getKey())) {
                wrong.add(line.getKey() + " is missing");
                continue;
            }
            try (InputStream content = bag.open(line.getKey())) {
                require(Sha256.of(content).equals(line.getValue()), line.getKey() + " is changed");
            }
        }
    }

    private static Map<String, String> manifest(String text) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String line : text.split("\n", -1)) {
            if (line.isEmpty() && !files.isEmpty()) {
                continue;
            }
            if (line.length() <= HASH_CHARACTERS + 2
                    || !Sha256.isOne(line.substring(0, HASH_CHARACTERS))
                    || !line.startsWith("  ", HASH_CHARACTERS)
                    || files.put(line.substring(HASH_CHARACTERS + 2), line.substring(0, HASH_CHARACTERS)) != null) {
                throw new CustodyException("a manifest's line cannot be read");
            }
        }
        return files;
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            wrong.add(otherwise);
        }
    }
}
