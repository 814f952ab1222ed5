package robotaxi.benchmarks.custody;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import robotaxi.contracts.custody.ChainFile;
import robotaxi.contracts.custody.Entry;
import robotaxi.contracts.custody.Sha256;
import robotaxi.contracts.custody.Signatures;
import robotaxi.contracts.custody.Statement;
import robotaxi.local.identity.FleetPki;
import robotaxi.local.stack.StackException;

/** Chains of any length, as the service gives them out, and how long it takes to follow one. */
public final class MillionEntries {
    private final FleetPki pki;

    /** With certificates in this folder. */
    public MillionEntries(Path folder) {
        this.pki = FleetPki.in(folder);
    }

    X509Certificate root() throws IOException, GeneralSecurityException {
        return Signatures.certificates(Files.readString(pki.root())).getFirst();
    }

    List<X509Certificate> keeper() throws IOException, GeneralSecurityException {
        return Signatures.certificates(Files.readString(pki.keeper().chain()));
    }

    PrivateKey key() throws IOException, GeneralSecurityException {
        String pem = Files.readString(pki.keeper().key());
        String body = pem.replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
    }

    /** Writes a chain of so many entries. */
    void write(Path file, int entries) throws IOException, GeneralSecurityException {
        String previous = Sha256.NONE;
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            for (int i = 1; i <= entries; i++) {
                Map<String, Object> says = Map.of(
                        "act",
                        "accepted",
                        "actor",
                        "car-0001",
                        "at",
                        "2026-11-23T06:00:00.123456Z",
                        "event",
                        "car-0001/safety/" + i,
                        "length",
                        Integer.toString(i),
                        "upload",
                        "0193f2aa-0000-7000-8000-" + i);
                Entry entry = Entry.after(Entry.Domain.SERVICE, previous, "car-0001", i, says, Sha256.of("blob " + i));
                out.write(entry.text());
                previous = entry.hash();
            }
            Map<String, String> head = new LinkedHashMap<>();
            head.put("chain", "car-0001");
            head.put("sequence", Integer.toString(entries));
            head.put("entry", previous);
            head.put("at", "2026-11-23T07:00:00Z");
            String statement = Statement.of(Statement.HEAD, head);
            out.write(ChainFile.ending(statement, Signatures.sign(key(), statement), keeper()));
        }
    }

    /** Seconds to follow a chain of so many entries from disk to its signed head. */
    public double verifySeconds(Path file, int entries) {
        try {
            write(file, entries);
            long begin = System.nanoTime();
            ChainFile.Verdict verdict;
            try (InputStream in = Files.newInputStream(file)) {
                verdict = ChainFile.check(in, root());
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (!verdict.wrong().isEmpty() || verdict.entries() != entries) {
                throw new StackException("a good chain is called bad: " + verdict);
            }
            return seconds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new StackException("a chain cannot be made", e);
        }
    }
}
