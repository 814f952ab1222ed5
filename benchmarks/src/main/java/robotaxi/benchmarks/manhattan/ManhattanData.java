package robotaxi.benchmarks.manhattan;

import java.nio.file.Files;
import java.nio.file.Path;
import robotaxi.benchmarks.SharedData;
import robotaxi.local.stack.StackException;

/** Where the published day lies: it is shared between projects and no part of this repository. */
public final class ManhattanData {
    private static final String NAME = "manhattan";

    private ManhattanData() {}

    /**
     * The folder: {@code manhattan} in $ROBOTAXI_DATA, or in {@code ../shared/data} beside the repository.
     *
     * @throws StackException if it is not there
     */
    public static Path folder() {
        return in(SharedData.folder());
    }

    /**
     * The folder among other data.
     *
     * @throws StackException if it is not there
     */
    static Path in(Path data) {
        Path folder = data.resolve(NAME);
        if (!Files.isRegularFile(folder.resolve("requests/nyc_20k.csv"))) {
            throw new StackException("the day of New York's taxi trips is not in " + folder
                    + "; ROBOTAXI_DATA says where its folder is");
        }
        return folder;
    }
}
