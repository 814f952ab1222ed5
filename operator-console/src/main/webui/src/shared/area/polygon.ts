import type { Feature, FeatureCollection } from "geojson";
import type { Place, Vehicle } from "../api";

/** An area on its way to be one: its corners in order, the last one not repeated. */
export type Corners = readonly Place[];

export const LEAST_CORNERS = 3;

/** As people type it: a corner a line, latitude and longitude in degrees. */
export function cornersText(corners: Corners): string {
  return corners.map(({ latitude, longitude }) => `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`).join("\n");
}

/** The corners of a text, or the first line that is none. */
export function parseCorners(typed: string): { corners: Corners } | { badLine: string } {
  const corners: Place[] = [];
  for (const line of typed.split("\n").filter((one) => one.trim() !== "")) {
    const [latitude = NaN, longitude = NaN, ...more] = line.split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
    const isPlace = more.length === 0 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    if (!isPlace) return { badLine: line.trim() };
    corners.push({ latitude, longitude });
  }
  return { corners };
}

/** RFC 7946: longitude first, and the ring ends where it began. */
export function polygonOf(corners: Corners): { type: "Polygon"; coordinates: [number, number][][] } {
  const ring = corners.map(({ latitude, longitude }): [number, number] => [longitude, latitude]);
  const [first] = ring;
  return { type: "Polygon", coordinates: [first ? [...ring, first] : []] };
}

/** What the map draws: the corners, and the area between them once there is one. */
export function drawingOf(corners: Corners): FeatureCollection {
  const points = corners.map(({ latitude, longitude }): Feature => ({
    type: "Feature",
    properties: {},
    geometry: { type: "Point", coordinates: [longitude, latitude] },
  }));
  const isArea = corners.length >= LEAST_CORNERS;
  return {
    type: "FeatureCollection",
    features: isArea ? [{ type: "Feature", properties: {}, geometry: polygonOf(corners) }, ...points] : points,
  };
}

/** Vehicles that were last seen inside; the area is small, so that degrees are as good as metres. */
export function vehiclesInside(corners: Corners, vehicles: readonly Vehicle[]): number {
  return vehicles.filter((car) => car.position !== null && isInside(corners, car.position)).length;
}

function isInside(corners: Corners, { latitude, longitude }: Place): boolean {
  let inside = false;
  corners.forEach((a, index) => {
    const b = corners[(index + corners.length - 1) % corners.length] ?? a;
    const crosses = a.latitude > latitude !== b.latitude > latitude;
    if (crosses) {
      const at = ((b.longitude - a.longitude) * (latitude - a.latitude)) / (b.latitude - a.latitude) + a.longitude;
      if (longitude < at) inside = !inside;
    }
  });
  return inside;
}
