package robotaxi.dispatch.task;

import java.util.function.Supplier;

class FakeTasksTest extends TasksContract {
    private final FakeTasks tasks = new FakeTasks();

    @Override
    protected Tasks tasks() {
        return tasks;
    }

    @Override
    protected <T> T together(Supplier<T> work) {
        return work.get();
    }
}
