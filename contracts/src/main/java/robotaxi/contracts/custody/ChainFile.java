package robotaxi.contracts.custody;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole chain in one text: the texts of its entries in order, then the head's statement, a line {@code signature} with the
 * keeper's signature over that statement and one or more lines {@code certificate}, both in base64. Read in constant memory.
 */
public final class ChainFile {
    private static final String SERVICE_TAG = "robotaxi custody entry v1";
    private static final String SIGNATURE = "signature ";
    private static final String CERTIFICATE = "certificate ";
    private static final int HEAD_LINES = 4;

    private ChainFile() {}

    /**
     * What came of it.
     *
     * @param entries that follow each other
     * @param wrong what is wrong, or empty
     */
    public record Verdict(long entries, String wrong) {}

    /** The lines behind the entries. */
    public static String ending(String head, byte[] signature, List<X509Certificate> keeper)
            throws GeneralSecurityException {
        Base64.Encoder base64 = Base64.getEncoder();
        StringBuilder text = new StringBuilder(head).append(SIGNATURE).append(base64.encodeToString(signature));
        for (X509Certificate certificate : keeper) {
            text.append('\n').append(CERTIFICATE).append(base64.encodeToString(certificate.getEncoded()));
        }
        return text.append('\n').toString();
    }

    /** Follows the chain to its signed head. */
    public static Verdict check(InputStream file, X509Certificate root) throws IOException {
        ChainCheck chain = ChainCheck.fromTheBeginning();
        var lines = new Lines(file);
        try {
            String line = lines.read();
            while (SERVICE_TAG.equals(line)) {
                Entry entry = new Entry(Entry.Domain.SERVICE, lines.next(), lines.next(), lines.next());
                String wrong = chain.next(entry).orElse("");
                if (!wrong.isEmpty()) {
                    return new Verdict(chain.length(), wrong);
                }
                line = lines.read();
            }
            return new Verdict(chain.length(), ending(line, lines, chain, root));
        } catch (CustodyException | GeneralSecurityException | IllegalArgumentException e) {
            return new Verdict(chain.length(), "behind entry " + chain.length() + ": " + e.getMessage());
        }
    }

    private static String ending(@Nullable String first, Lines lines, ChainCheck chain, X509Certificate root)
            throws IOException, GeneralSecurityException {
        StringBuilder head = new StringBuilder(first == null ? "" : first).append('\n');
        for (int i = 0; i < HEAD_LINES; i++) {
            head.append(lines.next()).append('\n');
        }
        Map<String, String> says = Statement.read(Statement.HEAD, head.toString());
        byte[] signature = base64(SIGNATURE, lines.next());
        List<X509Certificate> keeper = new ArrayList<>();
        for (String line = lines.read(); line != null; line = lines.read()) {
            keeper.addAll(Signatures.certificates("-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder().encodeToString(base64(CERTIFICATE, line))
                    + "\n-----END CERTIFICATE-----\n"));
        }
        Signatures.requirePath(keeper, List.of(root));
        if (!Signatures.isKeeper(keeper.getFirst())
                || !Signatures.isBy(keeper.getFirst(), head.toString(), signature)) {
            return "the keeper has not signed the head";
        }
        return chain.head().equals(says.get("entry"))
                        && Long.toString(chain.length()).equals(says.get("sequence"))
                ? ""
                : "the head is of another entry than the last";
    }

    private static byte[] base64(String name, String line) {
        if (!line.startsWith(name)) {
            throw new CustodyException("there is no " + name.strip());
        }
        String text = line.substring(name.length());
        byte[] bytes = Base64.getDecoder().decode(text);
        if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new CustodyException("base64 that is written otherwise: " + name.strip());
        }
        return bytes;
    }

    /** Lines end in LF and nothing else: a reader that takes CR, too, would not see one turned into the other. */
    private static final class Lines {
        private static final int LONGEST = 1 << 20;

        private final InputStream in;
        private byte[] buffer = new byte[1 << 16];
        private int from;
        private int end;

        Lines(InputStream in) {
            this.in = in;
        }

        @Nullable
        String read() throws IOException {
            int scanned = from;
            while (true) {
                for (int i = scanned; i < end; i++) {
                    if (buffer[i] == '\n') {
                        String line = new String(buffer, from, i - from, StandardCharsets.UTF_8);
                        from = i + 1;
                        return line;
                    }
                }
                scanned = end - from;
                if (!fill()) {
                    return null;
                }
            }
        }

        /** Moves what is left to the front and reads on; false at the end. */
        private boolean fill() throws IOException {
            int left = end - from;
            if (left > LONGEST) {
                throw new CustodyException("a line without an end");
            }
            byte[] next = left > buffer.length / 2 ? new byte[buffer.length * 2] : buffer;
            System.arraycopy(buffer, from, next, 0, left);
            buffer = next;
            from = 0;
            end = left;
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0 && left > 0) {
                throw new CustodyException("the last line has no end");
            }
            end += Math.max(read, 0);
            return read >= 0;
        }

        String next() throws IOException {
            String read = read();
            if (read == null) {
                throw new CustodyException("it is cut off");
            }
            return read;
        }
    }
}
