package robotaxi.ota.rollout.adapter;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.LocalDate;
import java.util.List;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;
import robotaxi.ota.driving.DrivingDay;
import robotaxi.ota.driving.DrivingRecord;
import robotaxi.ota.driving.DrivingTerms;
import robotaxi.ota.driving.EventKind;
import robotaxi.ota.rollout.Rollout;
import robotaxi.ota.rollout.RolloutError;
import robotaxi.ota.rollout.RolloutId;
import robotaxi.ota.rollout.Rollouts;

/** How a rollout's release has driven day by day, beside the others, and how the evidence against it grew. */
@Path("/v1/rollouts/{id}/driving/days")
class DrivingDaysResource {
    private final Rollouts rollouts;
    private final DrivingRecord driving;

    @Inject
    DrivingDaysResource(Rollouts rollouts, DrivingRecord driving) {
        this.rollouts = rollouts;
        this.driving = driving;
    }

    /** A day of one kind of event. */
    public record Day(
            LocalDate day,
            double kilometres,
            long events,
            double controlKilometres,
            long controlEvents,
            double logEvidence) {
        static Day of(DrivingDay day) {
            return new Day(
                    day.day(),
                    day.driven().kilometres(),
                    day.driven().events(),
                    day.driven().controlKilometres(),
                    day.driven().controlEvents(),
                    day.logEvidence());
        }
    }

    /** One kind of event; the rollout is held where the evidence reaches the bound. */
    public record Kind(String kind, double logBound, List<Day> days) {}

    /** All kinds that the rollout is judged by. */
    public record View(List<Kind> kinds) {}

    @GET
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    @Transactional
    public View get(@PathParam("id") String id) {
        Rollout.Plan plan = rollouts.find(new RolloutId(id))
                .orElseThrow(() -> new FleetException(RolloutError.UNKNOWN, id))
                .plan();
        DrivingTerms terms = plan.course().driving();
        return new View(
                terms == null
                        ? List.of()
                        : terms.kinds().stream()
                                .map(kind -> kind(plan, terms, kind))
                                .toList());
    }

    private Kind kind(Rollout.Plan plan, DrivingTerms terms, EventKind kind) {
        var strata = driving.strata(plan.releaseId(), kind, terms.since(plan.createdAt()));
        return new Kind(
                kind.wireName(),
                terms.logBound(),
                DrivingDay.of(strata).stream().map(Day::of).toList());
    }
}
