import type { Command, Ride, Vehicle } from "./api";

/** Builders for tests: everything has a sensible value, a test says what matters to it. */
export function aVehicle(of: Partial<Vehicle>): Vehicle {
  return {
    vehicleId: "car-1",
    state: "idle",
    connected: true,
    sessionEpoch: 3,
    position: { latitude: 43.73, longitude: 7.42 },
    headingDegrees: 90,
    speedMetresPerSecond: 5,
    batteryPercent: 80,
    mode: "autonomous",
    rideId: null,
    releaseId: "city-reflex@1.0.0",
    modelProvider: "cpu",
    modelHz: 5,
    missedTicks: 0,
    reasoning: "Keep the lane, road ahead is clear.",
    occupied: false,
    operatingArea: "monaco, version 3",
    seenAt: "2026-11-22T08:00:00Z",
    ahead: [],
    ...of,
  };
}

export function aRide(of: Partial<Ride>): Ride {
  return {
    rideId: "0193f2aa-bbbb-cccc-dddd-eeee12345678",
    state: "requested",
    marketId: "monaco",
    riderId: "rider",
    pickup: { latitude: 43.73, longitude: 7.42 },
    dropoff: { latitude: 43.74, longitude: 7.43 },
    meetingPlace: null,
    priceMinor: 1250,
    currency: "EUR",
    boarded: false,
    requestedAt: "2026-11-22T08:00:00Z",
    pickupAt: null,
    guarantee: null,
    stateSince: "2026-11-22T08:00:00Z",
    vehicle: null,
    ...of,
  };
}

export function aCommand(of: Partial<Command>): Command {
  return {
    commandId: "c-1",
    vehicleId: "car-1",
    sequence: 7,
    sender: "gateway",
    kind: "stop-now",
    state: "queued",
    code: "",
    detail: "",
    notAfter: "2026-11-22T08:10:00Z",
    queuedAt: "2026-11-22T08:00:00Z",
    changedAt: "2026-11-22T08:00:00Z",
    emergencyId: "",
    ...of,
  };
}
