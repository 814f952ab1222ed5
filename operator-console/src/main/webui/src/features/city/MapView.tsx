import type { FeatureCollection } from "geojson";
import { useEffect, useRef } from "react";
import type { Market } from "../../shared/api";
import { useLiveFeed } from "../../shared/live";
import { FleetMap } from "./FleetMap";

export function MapView({
  city,
  market,
  selectedId,
  onSelect,
}: {
  city: FeatureCollection;
  market: Market;
  selectedId: string | null;
  onSelect: (vehicleId: string | null) => void;
}) {
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<FleetMap | null>(null);
  const select = useRef(onSelect);
  const feed = useLiveFeed();

  useEffect(() => {
    select.current = onSelect;
  });

  useEffect(() => {
    if (!container.current) return;
    const drawn = new FleetMap(container.current, city, market, (id) => select.current(id));
    map.current = drawn;
    const show = () => {
      const { picture } = feed.current();
      if (picture) drawn.show(picture.vehicles ?? [], picture.rides ?? []);
    };
    show();
    const stop = feed.subscribe(show);
    const themes = new MutationObserver(() => drawn.restyle());
    themes.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      themes.disconnect();
      stop();
      drawn.remove();
      map.current = null;
    };
  }, [city, market, feed]);

  useEffect(() => map.current?.select(selectedId, true), [selectedId]);

  return (
    <div className="map-box">
      <div ref={container} className="map" data-testid="fleet-map" role="region" aria-label={`Map of ${market.name}`} />
      <a className="attribution" href="https://www.openstreetmap.org/copyright" target="_blank" rel="noreferrer">
        {market.attribution}
      </a>
    </div>
  );
}
