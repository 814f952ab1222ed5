package robotaxi.ota.ddi.adapter;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import robotaxi.ota.ddi.AnswerDevices;
import robotaxi.ota.ddi.DeviceLog;
import robotaxi.ota.ddi.Devices;
import robotaxi.ota.ddi.HearDevices;
import robotaxi.ota.fleet.Fleet;
import robotaxi.ota.rollout.FollowVehicles;
import robotaxi.ota.rollout.Rollouts;

/** Builds the use cases of devices that ask for themselves. */
class DdiWiring {
    @Produces
    @Singleton
    AnswerDevices answerDevices(Rollouts rollouts, Devices devices, DeviceLog log, Fleet fleet, InstantSource clock) {
        return new AnswerDevices(rollouts, devices, log, fleet, clock);
    }

    @Produces
    @Singleton
    HearDevices hearDevices(
            Rollouts rollouts,
            FollowVehicles vehicles,
            Devices devices,
            DeviceLog log,
            Fleet fleet,
            InstantSource clock) {
        return new HearDevices(rollouts, vehicles, devices, log, fleet, clock);
    }
}
