package robotaxi.benchmarks.custody;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import robotaxi.contracts.custody.ChainFile;
import robotaxi.contracts.custody.PackageCheck;
import robotaxi.contracts.custody.ZipBag;
import robotaxi.local.stack.StackException;

/** Changes packages and chains in every way that comes to mind, and counts what nobody notices. */
public final class Mutations {
    private static final int CHAIN_ENTRIES = 60;
    private static final int TELL_EVERY = 1_000;

    private final SplittableRandom chance;
    private final MemoryBag bag;
    private final String root;
    private final byte[] chain;
    private final X509Certificate chainRoot;
    private final Forger forger;

    /**
     * What came of it.
     *
     * @param byKind how many of each kind were made
     */
    public record Result(int mutations, int undetected, Map<String, Integer> byKind) {}

    private Mutations(Packages.Made made, Path folder, long seed) throws IOException, GeneralSecurityException {
        this.chance = new SplittableRandom(seed);
        this.root = made.root();
        try (ZipBag zip = new ZipBag(made.zip())) {
            this.bag = MemoryBag.of(zip);
        }
        List<String> wrong = PackageCheck.check(bag, root);
        if (!wrong.isEmpty()) {
            throw new StackException("the package itself is refused: " + wrong);
        }
        var entries = new MillionEntries(folder.resolve("keeper"));
        Path file = folder.resolve("chain.txt");
        entries.write(file, CHAIN_ENTRIES);
        this.chain = Files.readAllBytes(file);
        this.chainRoot = entries.root();
        this.forger = new Forger(new MillionEntries(folder.resolve("forger")), chance);
    }

    /** Makes so many. */
    public static Result run(Packages.Made made, Path folder, int mutations, long seed, Consumer<String> tell) {
        try {
            return new Mutations(made, folder, seed).run(mutations, tell);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new StackException("no forger's key", e);
        }
    }

    private Result run(int mutations, Consumer<String> tell) throws IOException, GeneralSecurityException {
        Map<String, Integer> byKind = new LinkedHashMap<>();
        int undetected = 0;
        for (int made = 0; made < mutations; ) {
            boolean isChain = chance.nextInt(2) == 0;
            String kind = isChain ? chainKind() : bagKind();
            if (kind.isEmpty()) {
                // It changed nothing: two equal files swapped, for instance.
                continue;
            }
            made++;
            byKind.merge((isChain ? "chain " : "package ") + kind.substring(1), 1, Integer::sum);
            if (kind.charAt(0) == '!') {
                undetected++;
                tell.accept("undetected: " + kind.substring(1) + " in a " + (isChain ? "chain" : "package"));
            }
            if (made % TELL_EVERY == 0) {
                tell.accept(made + " mutations, undetected " + undetected);
            }
        }
        return new Result(mutations, undetected, byKind);
    }

    private enum BagKind {
        FLIP,
        DELETE,
        INSERT,
        SWAP,
        TRUNCATE,
        APPEND,
        RENAME,
        MOVE_BYTES,
        FORGE_FILE,
        FORGE_ENTRY,
        FORGE_CUT,
        FORGE_ALL
    }

    /** The kind with '=' before it if it was noticed, '!' if not, or nothing if nothing changed. */
    private String bagKind() throws IOException, GeneralSecurityException {
        BagKind kind = BagKind.values()[chance.nextInt(BagKind.values().length)];
        MemoryBag changed = bag.copy();
        String file = any(changed);
        byte[] content = changed.get(file);
        switch (kind) {
            case FLIP -> changed.put(file, Bytes.flipped(content, chance));
            case DELETE -> changed.files().remove(file);
            case INSERT -> changed.put(folder(file) + "inserted-" + chance.nextInt(1000) + ".txt", new byte[] {1});
            case SWAP -> {
                String other = any(changed);
                changed.put(file, changed.get(other));
                changed.put(other, content);
            }
            case TRUNCATE -> changed.put(file, Arrays.copyOf(content, chance.nextInt(content.length)));
            case APPEND -> changed.put(file, Arrays.copyOf(content, content.length + chance.nextInt(1, 20)));
            case RENAME -> {
                changed.files().remove(file);
                changed.put(file + "x", content);
            }
            case MOVE_BYTES -> changed.put(file, Bytes.moved(content, chance));
            case FORGE_FILE -> forger.file(changed);
            case FORGE_ENTRY -> forger.entry(changed);
            case FORGE_CUT -> forger.cut(changed);
            case FORGE_ALL -> forger.everything(changed);
        }
        if (changed.isSame(bag)) {
            return "";
        }
        return (PackageCheck.check(changed, root).isEmpty() ? "!" : "=") + kind;
    }

    private static String folder(String file) {
        return file.substring(0, file.lastIndexOf('/') + 1);
    }

    private String any(MemoryBag from) {
        List<String> names = List.copyOf(from.files().keySet());
        return names.get(chance.nextInt(names.size()));
    }

    private enum ChainKind {
        FLIP,
        TRUNCATE,
        MOVE_BYTES,
        DELETE_ENTRY,
        SWAP_ENTRIES,
        REPEAT_ENTRY,
        INSERT_BYTES,
        FORGE_REST
    }

    private String chainKind() throws IOException, GeneralSecurityException {
        ChainKind kind = ChainKind.values()[chance.nextInt(ChainKind.values().length)];
        byte[] changed = switch (kind) {
            case FLIP -> Bytes.flipped(chain, chance);
            case TRUNCATE -> Arrays.copyOf(chain, chance.nextInt(chain.length));
            case MOVE_BYTES -> Bytes.moved(chain, chance);
            case DELETE_ENTRY -> lines(Edit.DELETE);
            case SWAP_ENTRIES -> lines(Edit.SWAP);
            case REPEAT_ENTRY -> lines(Edit.REPEAT);
            case INSERT_BYTES -> Bytes.inserted(chain, chance);
            case FORGE_REST -> forger.chain(chain);
        };
        if (Arrays.equals(changed, chain)) {
            return "";
        }
        boolean isNoticed = !ChainFile.check(new ByteArrayInputStream(changed), chainRoot)
                .wrong()
                .isEmpty();
        return (isNoticed ? "=" : "!") + kind;
    }

    private enum Edit {
        DELETE,
        SWAP,
        REPEAT
    }

    /** An entry has four lines. */
    private byte[] lines(Edit edit) {
        List<String> lines = new java.util.ArrayList<>(List.of(new String(chain, UTF_8).split("\n", -1)));
        int entry = chance.nextInt(CHAIN_ENTRIES - 1) * 4;
        List<String> own = List.copyOf(lines.subList(entry, entry + 4));
        switch (edit) {
            case DELETE -> lines.subList(entry, entry + 4).clear();
            case SWAP -> {
                lines.subList(entry, entry + 4).clear();
                lines.addAll(entry + 4, own);
            }
            case REPEAT -> lines.addAll(entry, own);
        }
        return String.join("\n", lines).getBytes(UTF_8);
    }
}
