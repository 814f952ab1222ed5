package robotaxi.incident.deadline.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import robotaxi.incident.IncidentStack;
import robotaxi.incident.deadline.Deadlines;
import robotaxi.incident.deadline.DeadlinesContract;
import robotaxi.incident.incident.Incident;
import robotaxi.incident.incident.IncidentId;
import robotaxi.incident.incident.Incidents;
import robotaxi.incident.incident.SafetyKind;
import robotaxi.incident.incident.SafetyMoment;

@QuarkusTest
@QuarkusTestResource(IncidentStack.class)
class PostgresDeadlinesTest extends DeadlinesContract {
    @Inject
    PostgresDeadlines deadlines;

    @Inject
    Incidents incidents;

    @Override
    protected Deadlines deadlines() {
        return deadlines;
    }

    @Override
    protected String incident() {
        String id = UUID.randomUUID().toString();
        var moment = new SafetyMoment(
                id, "car", Instant.EPOCH, SafetyKind.BOOKMARK, 0, 0, 0, 0, 0, "", "", "", "", false, List.of());
        return together(() -> {
            incidents.add(Incident.captured(new Incident.Facts(new IncidentId(id), moment, Instant.EPOCH), 4));
            return id;
        });
    }

    @Override
    protected <T> T together(Supplier<T> work) {
        return QuarkusTransaction.requiringNew().call(work::get);
    }
}
