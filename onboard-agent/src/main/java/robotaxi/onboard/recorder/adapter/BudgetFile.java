package robotaxi.onboard.recorder.adapter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import robotaxi.onboard.queue.SmallFile;
import robotaxi.onboard.recorder.DayBudget;

/** What was sent on a day, on the disk before it is sent: a car that is switched off and on again has no second budget. */
final class BudgetFile {
    private final SmallFile file;

    BudgetFile(Path path) {
        this.file = new SmallFile(path);
    }

    DayBudget read() throws IOException {
        return file.read()
                .filter(bytes -> bytes.length == 2 * Long.BYTES)
                .map(ByteBuffer::wrap)
                .map(bytes -> new DayBudget(bytes.getLong(), bytes.getLong()))
                .orElse(new DayBudget(0, 0));
    }

    void write(DayBudget budget) throws IOException {
        file.write(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(budget.day())
                .putLong(budget.spentBytes())
                .array());
    }
}
