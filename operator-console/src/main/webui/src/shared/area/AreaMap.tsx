import type { FeatureCollection } from "geojson";
import { useEffect, useRef } from "react";
import type { Market, Place } from "../api";
import { useLiveFeed } from "../live";
import { AreaDrawing, NO_AREAS } from "./AreaDrawing";
import type { Corners } from "./polygon";

/** The city's map with the fleet on it; each click is a corner. */
export function AreaMap({
  city,
  market,
  corners,
  others = NO_AREAS,
  onCorner,
}: {
  city: FeatureCollection;
  market: Market;
  corners: Corners;
  others?: FeatureCollection | undefined;
  onCorner: ((place: Place) => void) | null;
}) {
  const container = useRef<HTMLDivElement>(null);
  const drawing = useRef<AreaDrawing | null>(null);
  const corner = useRef(onCorner);
  const feed = useLiveFeed();

  useEffect(() => {
    corner.current = onCorner;
  });

  useEffect(() => {
    if (!container.current) return;
    const drawn = new AreaDrawing(container.current, city, market, (place) => corner.current?.(place));
    drawing.current = drawn;
    const show = () => drawn.showVehicles(feed.current().picture?.vehicles ?? []);
    show();
    const stop = feed.subscribe(show);
    return () => {
      stop();
      drawn.remove();
      drawing.current = null;
    };
  }, [city, market, feed]);

  useEffect(() => drawing.current?.showArea(corners), [corners, city, market, feed]);
  useEffect(() => drawing.current?.showOthers(others), [others, city, market, feed]);

  return (
    <div className="map-box area-map">
      <div ref={container} className="map" data-testid="area-map" role="region" aria-label={`Map of ${market.name}: click to add a corner`} />
      <a className="attribution" href="https://www.openstreetmap.org/copyright" target="_blank" rel="noreferrer">
        {market.attribution}
      </a>
    </div>
  );
}
