import type { FeatureCollection } from "geojson";
import { GeoJSONSource, type ExpressionSpecification, type Map as LibreMap } from "maplibre-gl";
import type { Market, Place, Vehicle } from "../api";
import { cityMap } from "../city-map";
import { vehiclesGeoJson } from "../map-layers";
import { headingImage } from "../map-style";
import { drawingOf, type Corners } from "./polygon";

const RED = "#ff5d5d";
const BLUE = "#2f9bff";
export const NO_AREAS: FeatureCollection = { type: "FeatureCollection", features: [] };

/** The map on which an area is drawn. */
export class AreaDrawing {
  private readonly map: LibreMap;
  private vehicles: readonly Vehicle[] = [];
  private corners: Corners = [];
  private others: FeatureCollection = NO_AREAS;
  private isReady = false;

  constructor(container: HTMLElement, city: FeatureCollection, market: Market, onCorner: (place: Place) => void) {
    this.map = cityMap(container, city, market);
    this.map.getCanvas().style.cursor = "crosshair";
    this.map.on("style.load", () => this.afterStyle());
    this.map.on("click", ({ lngLat }) => onCorner({ latitude: lngLat.lat, longitude: lngLat.lng }));
  }

  showVehicles(vehicles: readonly Vehicle[]): void {
    this.vehicles = vehicles;
    this.draw();
  }

  showArea(corners: Corners): void {
    this.corners = corners;
    this.draw();
  }

  /** Areas that are there already: closed ones red, served ones blue. */
  showOthers(others: FeatureCollection): void {
    this.others = others;
    this.draw();
  }

  remove(): void {
    this.map.remove();
  }

  private afterStyle(): void {
    if (!this.map.hasImage("heading")) this.map.addImage("heading", headingImage(), { sdf: true });
    this.map.addSource("others", { type: "geojson", data: this.others });
    const colour: ExpressionSpecification = ["match", ["get", "effect"], "CLOSED", RED, BLUE];
    this.map.addLayer({ id: "others-fill", type: "fill", source: "others", paint: { "fill-color": colour, "fill-opacity": 0.12 } });
    this.map.addLayer({ id: "others-edge", type: "line", source: "others", paint: { "line-color": colour, "line-width": 1.5, "line-dasharray": [3, 2] } });
    this.map.addSource("area", { type: "geojson", data: drawingOf(this.corners) });
    this.map.addLayer({ id: "area-fill", type: "fill", source: "area", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": RED, "fill-opacity": 0.22 } });
    this.map.addLayer({ id: "area-edge", type: "line", source: "area", filter: ["==", ["geometry-type"], "Polygon"], paint: { "line-color": RED, "line-width": 2.5 } });
    this.map.addLayer({ id: "area-corners", type: "circle", source: "area", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-color": RED, "circle-radius": 5 } });
    this.isReady = true;
    this.draw();
  }

  private draw(): void {
    if (!this.isReady) return;
    this.source("vehicles")?.setData(vehiclesGeoJson(this.vehicles));
    this.source("others")?.setData(this.others);
    this.source("area")?.setData(drawingOf(this.corners));
  }

  private source(id: string): GeoJSONSource | null {
    const source = this.map.getSource(id);
    return source instanceof GeoJSONSource ? source : null;
  }
}
