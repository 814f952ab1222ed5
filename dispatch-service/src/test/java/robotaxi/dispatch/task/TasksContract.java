package robotaxi.dispatch.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.routing.Place;

/** What every {@link Tasks} promises. */
public abstract class TasksContract {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static int count;

    protected abstract Tasks tasks();

    /** In one transaction. */
    protected abstract <T> T together(Supplier<T> work);

    @Test
    void aTaskIsReadAsItWasKeptAfterEveryMove() {
        CarTask planned = add(task("contract-market"));
        assertThat(tasks().find(planned.taskId())).hasValue(planned);
        CarTask ordered = save(planned.ordered("m", "c", NOON.plusSeconds(1)), planned);
        CarTask driving = save(ordered.underWay(NOON.plusSeconds(2)), ordered);
        CarTask there = save(driving.arrived(41.5, NOON.plusSeconds(60)), driving);
        assertThat(tasks().listOpen("contract-market")).contains(there);
        assertThat(tasks().findByVehicle(planned.vehicleId())).hasValue(there);
        CarTask done = save(there.ended(TaskState.DONE, "charged", 80.0, NOON.plusSeconds(900)), there);
        assertThat(tasks().find(planned.taskId())).hasValue(done);
        assertThat(tasks().listOpen("contract-market")).doesNotContain(done);
        assertThat(tasks().findByVehicle(planned.vehicleId())).isEmpty();
    }

    @Test
    void aCarHasOneOpenTask() {
        CarTask first = add(task("one-each"));
        assertThatThrownBy(() -> add(again(first))).isInstanceOf(RuntimeException.class);
        save(first.ended(TaskState.CANCELLED, "ride", null, NOON), first);
        add(again(first));
        assertThat(tasks().listOpen("one-each")).hasSize(1);
    }

    @Test
    void aLateWriterIsRefused() {
        CarTask first = add(task("late"));
        save(first.ordered("m", "c", NOON), first);
        assertThatThrownBy(() -> save(first.ended(TaskState.CANCELLED, "late", null, NOON), first))
                .isInstanceOf(RuntimeException.class);
        assertThat(tasks().find(first.taskId()).map(CarTask::state)).hasValue(TaskState.ORDERED);
    }

    private CarTask add(CarTask task) {
        return together(() -> {
            tasks().add(task);
            return task;
        });
    }

    private CarTask save(CarTask after, CarTask before) {
        return together(() -> {
            tasks().save(after, before);
            return after;
        });
    }

    private static CarTask task(String market) {
        return of(market, "car-" + ++count);
    }

    private static CarTask again(CarTask first) {
        return of(first.marketId(), first.vehicleId());
    }

    private static CarTask of(String market, String vehicle) {
        return CarTask.planned(
                "task-" + market + "-" + ++count,
                market,
                vehicle,
                TaskKind.REPOSITION,
                new Place(43.73, 7.42),
                null,
                "planner",
                "demand",
                NOON);
    }
}
