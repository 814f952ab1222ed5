package robotaxi.ota.rollout.adapter;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import robotaxi.kit.ids.Ids;
import robotaxi.ota.driving.DrivingRecord;
import robotaxi.ota.fleet.Fleet;
import robotaxi.ota.rollout.ChooseVehicles;
import robotaxi.ota.rollout.Evidence;
import robotaxi.ota.rollout.FollowVehicles;
import robotaxi.ota.rollout.GraveIncidents;
import robotaxi.ota.rollout.HoldForIncident;
import robotaxi.ota.rollout.RolloutEvents;
import robotaxi.ota.rollout.RolloutJudge;
import robotaxi.ota.rollout.Rollouts;
import robotaxi.ota.rollout.SteerRollouts;
import robotaxi.ota.rollout.TakingCars;
import robotaxi.ota.rollout.VehicleOrders;

/** Builds the use cases of rollouts. */
class RolloutWiring {
    @Produces
    @Singleton
    FollowVehicles followVehicles(
            Rollouts rollouts,
            VehicleOrders orders,
            RolloutEvents events,
            RolloutJudge judges,
            DrivingRecord driving,
            TakingCars taking,
            RolloutConfig config,
            InstantSource clock,
            Ids ids) {
        return new FollowVehicles(
                rollouts, orders, events, judges, driving, taking, config.patience(), clock, ids::next);
    }

    @Produces
    @Singleton
    SteerRollouts steerRollouts(
            Rollouts rollouts,
            Evidence evidence,
            GraveIncidents incidents,
            RolloutEvents events,
            FollowVehicles vehicles,
            InstantSource clock,
            Ids ids) {
        return new SteerRollouts(rollouts, evidence, incidents, events, vehicles, clock, ids::next);
    }

    @Produces
    @Singleton
    HoldForIncident holdForIncident(
            Rollouts rollouts, GraveIncidents incidents, RolloutEvents events, FollowVehicles vehicles) {
        return new HoldForIncident(rollouts, incidents, events, vehicles);
    }

    @Produces
    @Singleton
    ChooseVehicles chooseVehicles(Fleet fleet, Rollouts rollouts) {
        return new ChooseVehicles(fleet, rollouts);
    }
}
