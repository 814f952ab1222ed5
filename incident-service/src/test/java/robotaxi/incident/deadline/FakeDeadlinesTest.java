package robotaxi.incident.deadline;

import java.util.UUID;
import java.util.function.Supplier;

class FakeDeadlinesTest extends DeadlinesContract {
    private final FakeDeadlines deadlines = new FakeDeadlines();

    @Override
    protected Deadlines deadlines() {
        return deadlines;
    }

    @Override
    protected String incident() {
        return UUID.randomUUID().toString();
    }

    @Override
    protected <T> T together(Supplier<T> work) {
        return work.get();
    }
}
