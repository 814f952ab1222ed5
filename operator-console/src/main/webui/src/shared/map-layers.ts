import type { Feature, FeatureCollection, LineString, Point } from "geojson";
import type { Place, Ride, Vehicle } from "./api";
import { isNotYetAboard, seeksCar } from "./ride-state";
import { vehicleGroup } from "./vehicle-group";

/** Map layers as pure functions: from what dispatch says to GeoJSON. */

export function vehiclesGeoJson(vehicles: readonly Vehicle[]): FeatureCollection<Point> {
  return collection(
    vehicles.flatMap((car) =>
      car.position === null
        ? []
        : [
            point(car.position, {
              vehicleId: car.vehicleId,
              group: vehicleGroup(car.state),
              heading: car.headingDegrees,
              moving: car.speedMetresPerSecond > 0.3,
            }),
          ],
    ),
  );
}

/** The way that the selected car has before it, from where it is. */
export function aheadGeoJson(car: Vehicle | null): FeatureCollection<LineString> {
  if (car === null || car.position === null || car.ahead.length === 0) return collection([]);
  const coordinates = [car.position, ...car.ahead].map(lonLat);
  return collection([{ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates } }]);
}

/** Riders who wait, where a car meets them; and where those aboard want to go. */
export function ridesGeoJson(rides: readonly Ride[]): FeatureCollection<Point> {
  return collection(
    rides.map((ride) =>
      isNotYetAboard(ride.state) || seeksCar(ride.state)
        ? point(ride.meetingPlace ?? ride.pickup, { rideId: ride.rideId, kind: "pick-up" })
        : point(ride.dropoff, { rideId: ride.rideId, kind: "drop-off" }),
    ),
  );
}

function lonLat(place: Place): [number, number] {
  return [place.longitude, place.latitude];
}

function point(place: Place, properties: Record<string, string | number | boolean>): Feature<Point> {
  return { type: "Feature", properties, geometry: { type: "Point", coordinates: lonLat(place) } };
}

function collection<G extends Point | LineString>(features: Feature<G>[]): FeatureCollection<G> {
  return { type: "FeatureCollection", features };
}
