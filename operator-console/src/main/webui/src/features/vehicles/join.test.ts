import { expect, it } from "vitest";
import { aVehicle } from "../../shared/samples";
import { join } from "./join";

const registered = (vehicleId: string) => ({
  vehicleId, vin: "", hardwareId: "", marketId: "", seats: 4, wheelchairAccessible: false, calibrationId: "", mapId: "", operatingAreaIds: [],
  registeredAt: "2026-11-22T08:00:00Z", enrolled: true, connected: true, sessionEpoch: 1,
});

it("joins what the register and dispatch know, in the order that people count", () => {
  const joined = join([registered("car-10"), registered("car-2")], [aVehicle({ vehicleId: "car-2" }), aVehicle({ vehicleId: "car-3" })]);
  expect(joined.map((one) => [one.vehicleId, one.registered !== null, one.live !== null])).toEqual([
    ["car-2", true, true],
    ["car-3", false, true],
    ["car-10", true, false],
  ]);
});
