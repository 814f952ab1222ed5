import type { FeatureCollection } from "geojson";
import { GeoJSONSource, type Map as LibreMap } from "maplibre-gl";
import type { Market, Place, Ride, Vehicle } from "../../shared/api";
import { cityMap, cityStyle } from "../../shared/city-map";
import { aheadGeoJson, vehiclesGeoJson } from "../../shared/map-layers";
import { headingImage } from "../../shared/map-style";

/** Where a ride begins and ends. */
export function endsGeoJson(ride: Ride): FeatureCollection {
  const point = (place: Place, kind: string): FeatureCollection["features"][number] => ({
    type: "Feature",
    properties: { kind },
    geometry: { type: "Point", coordinates: [place.longitude, place.latitude] },
  });
  return { type: "FeatureCollection", features: [point(ride.meetingPlace ?? ride.pickup, "pick-up"), point(ride.dropoff, "drop-off")] };
}

/** The map of one ride: its ends, its car and the car's way. */
export class RideDrawing {
  private readonly map: LibreMap;
  private ride: Ride | null = null;
  private car: Vehicle | null = null;
  private isReady = false;

  constructor(
    container: HTMLElement,
    private readonly city: FeatureCollection,
    market: Market,
  ) {
    this.map = cityMap(container, city, market);
    this.map.on("style.load", () => this.afterStyle());
  }

  show(ride: Ride, car: Vehicle | null): void {
    this.ride = ride;
    this.car = car;
    this.draw();
  }

  restyle(): void {
    this.isReady = false;
    this.map.setStyle(cityStyle(this.city), { diff: false });
  }

  remove(): void {
    this.map.remove();
  }

  private afterStyle(): void {
    if (!this.map.hasImage("heading")) this.map.addImage("heading", headingImage(), { sdf: true });
    this.isReady = true;
    this.draw();
  }

  private draw(): void {
    if (!this.isReady || this.ride === null) return;
    this.source("rides")?.setData(endsGeoJson(this.ride));
    this.source("vehicles")?.setData(vehiclesGeoJson(this.car === null ? [] : [this.car]));
    this.source("ahead")?.setData(aheadGeoJson(this.car));
  }

  private source(id: string): GeoJSONSource | null {
    const source = this.map.getSource(id);
    return source instanceof GeoJSONSource ? source : null;
  }
}
