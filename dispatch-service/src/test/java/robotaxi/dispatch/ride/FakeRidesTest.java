package robotaxi.dispatch.ride;

import java.util.UUID;
import java.util.function.Supplier;

class FakeRidesTest extends RidesContract {
    private final FakeRides rides = new FakeRides();

    @Override
    protected Rides rides() {
        return rides;
    }

    @Override
    protected <T> T together(Supplier<T> work) {
        return work.get();
    }

    @Override
    protected String quote() {
        return UUID.randomUUID().toString();
    }
}
