import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { FeatureCollection } from "geojson";
import { GROUP_LOOK, VEHICLE_GROUPS } from "./vehicle-group";

/** The look of the map in one theme. */
interface Palette {
  land: string;
  area: string;
  areaEdge: string;
  water: string;
  coast: string;
  green: string;
  building: string;
  road: string;
  mainRoad: string;
  ahead: string;
  ring: string;
}

const DARK: Palette = {
  land: "#0d131d", area: "#131c2a", areaEdge: "#3d6ea5", water: "#0a2740", coast: "#235780", green: "#12281f",
  building: "#1d2838", road: "#33425a", mainRoad: "#52658a", ahead: "#ffd166", ring: "#f3f6fb",
};

const LIGHT: Palette = {
  land: "#e9edf2", area: "#f6f8fa", areaEdge: "#4b86c2", water: "#b9d9ee", coast: "#7fb3d5", green: "#d3e8d2",
  building: "#e1e5ec", road: "#c6cedb", mainRoad: "#e9c46a", ahead: "#b45309", ring: "#0f172a",
};

const NOTHING: FeatureCollection = { type: "FeatureCollection", features: [] };
const MAIN_ROADS = ["motorway", "trunk", "primary", "secondary"];

export function paletteOf(theme: string | undefined): Palette {
  return theme === "light" ? LIGHT : DARK;
}

/** Everything is drawn from our own GeoJSON: no tiles, no glyphs, no sprites, no other origin. */
export function mapStyle(city: FeatureCollection, palette: Palette): StyleSpecification {
  return {
    version: 8,
    sources: {
      city: { type: "geojson", data: city, attribution: "" },
      ahead: { type: "geojson", data: NOTHING },
      rides: { type: "geojson", data: NOTHING },
      vehicles: { type: "geojson", data: NOTHING },
    },
    layers: [...cityLayers(palette), ...fleetLayers(palette)],
  };
}

function cityLayers(palette: Palette): LayerSpecification[] {
  return [
    { id: "land", type: "background", paint: { "background-color": palette.land } },
    area("operating-area", palette.area),
    area("green", palette.green),
    area("water", palette.water),
    line("coastline", palette.coast, 1.5),
    { ...area("building", palette.building), minzoom: 13.5 },
    line("operating-area", palette.areaEdge, 1.5, [3, 2]),
    road("road", palette.road, false),
    road("main-road", palette.mainRoad, true),
  ];
}

function area(kind: string, colour: string): LayerSpecification & { type: "fill" } {
  return { id: kind, type: "fill", source: "city", filter: ["==", ["get", "kind"], kind], paint: { "fill-color": colour } };
}

function line(kind: string, colour: string, width: number, dashes?: [number, number]): LayerSpecification {
  return {
    id: `${kind}-line`,
    type: "line",
    source: "city",
    filter: ["==", ["get", "kind"], kind],
    paint: { "line-color": colour, "line-width": width, ...(dashes ? { "line-dasharray": dashes } : {}) },
  };
}

function road(id: string, colour: string, main: boolean): LayerSpecification {
  const isMain: ExpressionSpecification = ["in", ["downcase", ["get", "class"]], ["literal", MAIN_ROADS]];
  return {
    id,
    type: "line",
    source: "city",
    filter: ["all", ["==", ["get", "kind"], "road"], main ? isMain : ["!", isMain]],
    layout: { "line-cap": "round", "line-join": "round" },
    paint: {
      "line-color": colour,
      "line-width": ["interpolate", ["exponential", 1.5], ["zoom"], 12, main ? 1.4 : 0.6, 15, main ? 5 : 3, 18, main ? 16 : 11],
    },
  };
}

function groupColour(): ExpressionSpecification {
  const colours = Object.fromEntries(VEHICLE_GROUPS.map((group) => [group, GROUP_LOOK[group].colour]));
  return ["to-color", ["get", ["get", "group"], ["literal", colours]], GROUP_LOOK.offline.colour];
}

function fleetLayers(palette: Palette): LayerSpecification[] {
  return [
    {
      id: "ahead",
      type: "line",
      source: "ahead",
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": palette.ahead, "line-width": 4, "line-opacity": 0.85 },
    },
    {
      id: "rides",
      type: "circle",
      source: "rides",
      paint: {
        "circle-radius": ["match", ["get", "kind"], "pick-up", 5, 4],
        "circle-color": ["match", ["get", "kind"], "pick-up", "rgba(0,0,0,0)", palette.ahead],
        "circle-stroke-color": palette.ahead,
        "circle-stroke-width": 2,
      },
    },
    {
      id: "headings",
      type: "symbol",
      source: "vehicles",
      filter: ["!=", ["get", "group"], "offline"],
      layout: {
        "icon-image": "heading",
        "icon-rotate": ["get", "heading"],
        "icon-rotation-alignment": "map",
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
      },
      paint: { "icon-color": groupColour() },
    },
    {
      id: "vehicles",
      type: "circle",
      source: "vehicles",
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 12, 4.5, 16, 8],
        "circle-color": groupColour(),
        "circle-stroke-color": palette.ring,
        "circle-stroke-width": 1.5,
      },
    },
  ];
}

/** A wedge that points north, as a signed distance field so that the layer can colour it. */
export function headingImage(size = 48): { width: number; height: number; data: Uint8ClampedArray } {
  const data = new Uint8ClampedArray(size * size * 4);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const alpha = 192 + 16 * insideWedge((x + 0.5 - size / 2) / size, (y + 0.5) / size) * size;
      data.set([255, 255, 255, Math.max(0, Math.min(255, alpha))], (y * size + x) * 4);
    }
  }
  return { width: size, height: size, data };
}

/** Signed distance to the wedge's nearest edge, in image sizes; positive inside. */
function insideWedge(x: number, y: number): number {
  return Math.min((y - 0.08) * 0.45 - Math.abs(x), 0.4 - y);
}
