import { GeoJSONSource, Marker, type Map as LibreMap } from "maplibre-gl";
import type { FeatureCollection } from "geojson";
import type { Market, Ride, Vehicle } from "../../shared/api";
import { cityMap, cityStyle } from "../../shared/city-map";
import { aheadGeoJson, ridesGeoJson, vehiclesGeoJson } from "../../shared/map-layers";
import { headingImage } from "../../shared/map-style";

const HIT_PIXELS = 12;

/** The map and its moving parts. Positions go from the stream to the sources; React takes no part in it. */
export class FleetMap {
  private readonly map: LibreMap;
  private readonly label = document.createElement("div");
  private readonly marker: Marker;
  private vehicles: readonly Vehicle[] = [];
  private rides: readonly Ride[] = [];
  private selectedId: string | null = null;
  private isReady = false;

  constructor(
    private readonly container: HTMLElement,
    private readonly city: FeatureCollection,
    market: Market,
    onSelect: (vehicleId: string | null) => void,
  ) {
    this.label.className = "vehicle-label";
    this.marker = new Marker({ element: this.label, anchor: "bottom", offset: [0, -12] });
    this.map = cityMap(container, city, market);
    this.map.on("style.load", () => this.afterStyle());
    this.map.on("idle", () => this.countDrawn());
    this.map.on("click", (event) => onSelect(this.vehicleAt(event.point.x, event.point.y)));
  }

  /** One second of the fleet. */
  show(vehicles: readonly Vehicle[], rides: readonly Ride[]): void {
    this.vehicles = vehicles;
    this.rides = rides;
    this.draw();
  }

  select(vehicleId: string | null, follow: boolean): void {
    this.selectedId = vehicleId;
    this.draw();
    const place = this.selected()?.position;
    if (follow && place) this.map.easeTo({ center: [place.longitude, place.latitude], zoom: Math.max(this.map.getZoom(), 15) });
  }

  restyle(): void {
    this.isReady = false;
    this.map.setStyle(cityStyle(this.city), { diff: false });
  }

  remove(): void {
    this.map.remove();
  }

  private selected(): Vehicle | null {
    return this.vehicles.find((car) => car.vehicleId === this.selectedId) ?? null;
  }

  private afterStyle(): void {
    if (!this.map.hasImage("heading")) this.map.addImage("heading", headingImage(), { sdf: true });
    this.isReady = true;
    this.draw();
  }

  private draw(): void {
    if (!this.isReady) return;
    const car = this.selected();
    this.source("vehicles")?.setData(vehiclesGeoJson(this.vehicles));
    this.source("rides")?.setData(ridesGeoJson(this.rides));
    this.source("ahead")?.setData(aheadGeoJson(car));
    if (car?.position) {
      this.label.textContent = car.vehicleId;
      this.marker.setLngLat([car.position.longitude, car.position.latitude]).addTo(this.map);
    } else {
      this.marker.remove();
    }
  }

  private source(id: string): GeoJSONSource | null {
    const source = this.map.getSource(id);
    return source instanceof GeoJSONSource ? source : null;
  }

  private vehicleAt(x: number, y: number): string | null {
    const box: [[number, number], [number, number]] = [
      [x - HIT_PIXELS, y - HIT_PIXELS],
      [x + HIT_PIXELS, y + HIT_PIXELS],
    ];
    const hit: unknown = this.map.queryRenderedFeatures(box, { layers: ["vehicles"] })[0]?.properties["vehicleId"];
    return typeof hit === "string" ? hit : null;
  }

  /** What the renderer itself says it drew; the browser test reads it. */
  private countDrawn(): void {
    if (!this.map.getLayer("vehicles")) return;
    const drawn = this.map.queryRenderedFeatures({ layers: ["vehicles"] });
    this.container.dataset["vehiclesDrawn"] = String(new Set(drawn.map((feature) => feature.properties["vehicleId"])).size);
    const roads = this.map.queryRenderedFeatures({ layers: ["road", "main-road"] });
    this.container.dataset["roadsDrawn"] = String(roads.length);
  }
}
