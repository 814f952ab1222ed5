package robotaxi.kit.clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;

/** The one place where a service takes the time from the machine. */
@ApplicationScoped
public class MachineClock {
    @Produces
    @ApplicationScoped
    InstantSource instantSource() {
        return InstantSource.system();
    }
}
