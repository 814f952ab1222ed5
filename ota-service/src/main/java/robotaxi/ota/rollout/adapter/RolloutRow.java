package robotaxi.ota.rollout.adapter;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import robotaxi.ota.rollout.Rollout;
import robotaxi.ota.rollout.RolloutId;

/** A rollout as PostgreSQL keeps it. */
@Entity
@Table(name = "rollout")
@SuppressWarnings("NullAway.Init")
class RolloutRow {
    @Id
    String id;

    String releaseId;
    String state;
    Instant createdAt;
    String createdBy;

    static RolloutRow of(Rollout rollout) {
        RolloutRow row = new RolloutRow();
        row.id = rollout.plan().id().value();
        row.releaseId = rollout.plan().releaseId();
        row.state = rollout.state();
        row.createdAt = rollout.plan().createdAt();
        row.createdBy = rollout.plan().createdBy();
        return row;
    }

    void moveTo(String newState) {
        state = newState;
    }

    Rollout toRollout() {
        var plan = new Rollout.Plan(new RolloutId(id), releaseId, createdAt, createdBy);
        return switch (state) {
            case "running" -> new Rollout.Running(plan);
            case "paused" -> new Rollout.Paused(plan);
            case "finished" -> new Rollout.Finished(plan);
            case "stopped" -> new Rollout.Stopped(plan);
            default -> throw new IllegalStateException("no such state of a rollout: " + state);
        };
    }
}
