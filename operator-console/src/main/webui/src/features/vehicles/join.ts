import type { RegisteredVehicle, Vehicle } from "../../shared/api";

/** A car as the register and the fleet's picture know it together; either may not know it yet. */
export interface JoinedVehicle {
  vehicleId: string;
  registered: RegisteredVehicle | null;
  live: Vehicle | null;
}

export function join(registered: readonly RegisteredVehicle[], live: readonly Vehicle[]): JoinedVehicle[] {
  const byId = new Map<string, JoinedVehicle>();
  for (const one of registered) byId.set(one.vehicleId, { vehicleId: one.vehicleId, registered: one, live: null });
  for (const car of live) {
    const known = byId.get(car.vehicleId)?.registered ?? null;
    byId.set(car.vehicleId, { vehicleId: car.vehicleId, registered: known, live: car });
  }
  return [...byId.values()].sort((a, b) => a.vehicleId.localeCompare(b.vehicleId, "en", { numeric: true }));
}
