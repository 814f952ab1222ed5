import type { FeatureCollection } from "geojson";
import { Map as LibreMap, NavigationControl, type StyleSpecification } from "maplibre-gl";
import type { Market } from "./api";
import { mapStyle, paletteOf } from "./map-style";
import "./map-worker";

/** A city's streets in the page's theme. */
export function cityStyle(city: FeatureCollection): StyleSpecification {
  return mapStyle(city, paletteOf(document.documentElement.dataset["theme"]));
}

/** A map of a market's streets, seen from above, in the page's theme. */
export function cityMap(container: HTMLElement, city: FeatureCollection, market: Market): LibreMap {
  const [west = 0, south = 0, east = 0, north = 0] = market.bounds;
  const map = new LibreMap({
    container,
    style: cityStyle(city),
    bounds: [west, south, east, north],
    fitBoundsOptions: { padding: 24 },
    attributionControl: false,
    maxPitch: 0,
    dragRotate: false,
    fadeDuration: 0,
  });
  map.addControl(new NavigationControl({ showCompass: false }), "top-left");
  return map;
}
