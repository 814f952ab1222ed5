import type { FeatureCollection } from "geojson";
import type { AreaDefinition, KeptArea } from "../../shared/api";
import { LEAST_CORNERS, polygonOf, type Corners } from "../../shared/area/polygon";

export const EFFECTS = [
  ["CLOSED", "Closed"],
  ["SERVED", "Served"],
] as const;
export const DAYS = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"] as const;
export const WEATHERS = ["CLEAR", "RAIN", "HEAVY_RAIN", "FOG", "SNOW"] as const;

export interface Span {
  days: readonly string[];
  from: string;
  to: string;
}

/** An area as it stands in the form. */
export interface Draft {
  areaId: string | null;
  version: number;
  name: string;
  effect: string;
  corners: Corners;
  /** A shape that this page cannot draw, kept as it is; null if the corners are the shape. */
  otherShape: AreaDefinition["geometry"] | null;
  hours: readonly Span[];
  zone: string;
  weather: readonly string[];
  fastestKilometresPerHour: string;
  roadClasses: string;
}

export function newDraft(effect: string, zone: string): Draft {
  const name = effect === "CLOSED" ? "Closure" : "";
  return { areaId: null, version: 0, name, effect, corners: [], otherShape: null, hours: [], zone, weather: [], fastestKilometresPerHour: "", roadClasses: "" };
}

/** An area that is there, to be changed. */
export function draftOf({ areaId, version, area }: KeptArea): Draft {
  const corners = cornersOf(area.geometry);
  const fastest = area.fastestMetresPerSecond ?? 0;
  return {
    areaId,
    version,
    name: area.name,
    effect: area.effect,
    corners: corners ?? [],
    otherShape: corners === null ? area.geometry : null,
    hours: (area.hours ?? []).map(({ days, from, to }) => ({ days, from: from.slice(0, 5), to: to.slice(0, 5) })),
    zone: area.zone ?? "UTC",
    weather: area.weather ?? [],
    fastestKilometresPerHour: fastest === 0 ? "" : String(Math.round(fastest * 36) / 10),
    roadClasses: (area.roadClasses ?? []).join(", "),
  };
}

/** What is still missing, in words; null if the draft may be sent. */
export function missing(draft: Draft): string | null {
  if (draft.name.trim() === "") return "It needs a name.";
  if (draft.otherShape === null && draft.corners.length < LEAST_CORNERS) return "Draw it: three corners or more.";
  if (draft.hours.some((span) => span.days.length === 0 || span.from === "" || span.to === "")) return "Hours need days, a beginning and an end.";
  if (draft.fastestKilometresPerHour.trim() !== "" && !(Number(draft.fastestKilometresPerHour) > 0)) return "The speed limit is a number above 0.";
  return null;
}

export function definitionOf(draft: Draft): AreaDefinition {
  return {
    name: draft.name.trim(),
    effect: draft.effect,
    geometry: draft.otherShape ?? polygonOf(draft.corners),
    hours: draft.hours.map((span) => ({ days: [...span.days], from: span.from, to: span.to })),
    zone: draft.zone,
    weather: [...draft.weather],
    fastestMetresPerSecond: draft.fastestKilometresPerHour.trim() === "" ? null : Number(draft.fastestKilometresPerHour) / 3.6,
    roadClasses: draft.roadClasses.split(",").map((word) => word.trim().toLowerCase()).filter((word) => word !== ""),
  };
}

/** The corners of a polygon of one ring; null for any other shape. */
function cornersOf({ type, coordinates }: AreaDefinition["geometry"]): Corners | null {
  if (type !== "Polygon" || !Array.isArray(coordinates) || coordinates.length !== 1) return null;
  const [ring]: unknown[] = coordinates;
  if (!Array.isArray(ring)) return null;
  const corners: { latitude: number; longitude: number }[] = [];
  for (const point of ring.slice(0, -1) as unknown[]) {
    const [longitude, latitude]: unknown[] = Array.isArray(point) ? point : [];
    if (typeof longitude !== "number" || typeof latitude !== "number") return null;
    corners.push({ latitude, longitude });
  }
  return corners;
}

/** Areas as the map draws them. */
export function areasGeoJson(areas: readonly KeptArea[]): FeatureCollection {
  return {
    type: "FeatureCollection",
    features: areas.map(({ areaId, area }) => ({
      type: "Feature",
      properties: { areaId, effect: area.effect },
      geometry: area.geometry as FeatureCollection["features"][number]["geometry"],
    })),
  };
}

/** "Always", or when and in what weather it holds, and which roads belong to it. */
export function rulesOf(area: AreaDefinition): string {
  const parts = [
    ...(area.hours ?? []).map(({ days, from, to }) => `${days.map((day) => day.slice(0, 2)).join(" ")} ${from.slice(0, 5)}–${to.slice(0, 5)}`),
    ...(area.weather?.length ? [`in ${area.weather.join(", ").toLowerCase().replaceAll("_", " ")}`] : []),
    ...(area.fastestMetresPerSecond ? [`roads up to ${Math.round(area.fastestMetresPerSecond * 3.6)} km/h`] : []),
    ...(area.roadClasses?.length ? [area.roadClasses.join(", ")] : []),
  ];
  return parts.length === 0 ? "Always, all roads" : parts.join("; ");
}
