import { describe, expect, it } from "vitest";
import { aRide, aVehicle } from "../../shared/samples";
import { figures } from "./figures";
import { aheadGeoJson, ridesGeoJson, vehiclesGeoJson } from "../../shared/map-layers";
import { headingImage } from "../../shared/map-style";

describe("map layers", () => {
  it("draws each car that has a place, longitude first", () => {
    const layer = vehiclesGeoJson([aVehicle({ state: "in-ride" }), aVehicle({ vehicleId: "car-2", position: null })]);
    expect(layer.features).toHaveLength(1);
    expect(layer.features[0]?.geometry.coordinates).toEqual([7.42, 43.73]);
    expect(layer.features[0]?.properties).toMatchObject({ vehicleId: "car-1", group: "with-rider", heading: 90 });
  });

  it("starts the way ahead at the car", () => {
    const car = aVehicle({ ahead: [{ latitude: 43.74, longitude: 7.43 }] });
    expect(aheadGeoJson(car).features[0]?.geometry.coordinates).toEqual([
      [7.42, 43.73],
      [7.43, 43.74],
    ]);
    expect(aheadGeoJson(aVehicle({})).features).toEqual([]);
    expect(aheadGeoJson(null).features).toEqual([]);
  });

  it("shows a waiting rider at the pick-up, and one aboard where they want to go", () => {
    const layer = ridesGeoJson([aRide({}), aRide({ state: "in-ride" })]);
    expect(layer.features.map((one) => one.properties?.["kind"])).toEqual(["pick-up", "drop-off"]);
    expect(layer.features[1]?.geometry.coordinates).toEqual([7.43, 43.74]);
  });

  it("makes a wedge that is full in the middle and empty at the edge", () => {
    const { data, width } = headingImage(48);
    const alpha = (x: number, y: number) => data[(y * width + x) * 4 + 3];
    expect(alpha(24, 15)).toBeGreaterThan(192);
    expect(alpha(1, 15)).toBeLessThan(100);
    expect(alpha(24, 46)).toBeLessThan(192);
  });
});

describe("key figures", () => {
  const now = Date.parse("2026-11-22T08:02:00Z");

  it("count cars by what they do, and the mean wait of those not yet aboard", () => {
    const cars = ["idle", "idle", "en-route", "in-ride", "offline", "held"].map((state) => aVehicle({ state }));
    const rides = [aRide({}), aRide({ state: "en-route", requestedAt: "2026-11-22T08:01:00Z" }), aRide({ state: "in-ride" })];
    expect(figures(cars, rides, now)).toEqual({ openRequests: 1, idle: 2, onTrip: 2, offline: 1, averageWaitSeconds: 90 });
  });

  it("are unknown rather than zero for a role that sees no rides", () => {
    expect(figures([], null, now)).toMatchObject({ openRequests: null, averageWaitSeconds: null });
  });
});
