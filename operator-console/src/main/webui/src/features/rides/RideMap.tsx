import type { FeatureCollection } from "geojson";
import { useEffect, useRef } from "react";
import { cityMap, market as marketReader, type Market, type Ride } from "../../shared/api";
import { list } from "../../shared/json";
import { useLiveFeed } from "../../shared/live";
import { useApi } from "../../shared/queries";
import { Failure, Loading } from "../../shared/ui";
import { RideDrawing } from "./RideDrawing";

const markets = list(marketReader);

/** Where the ride begins and ends, and where its car is now. */
export function RideMap({ ride }: { ride: Ride }) {
  const known = useApi("/api/dispatch/v1/markets", markets, false);
  const market = known.data?.find((one) => one.marketId === ride.marketId);
  if (known.isError) return <Failure fault={known.error} />;
  return market ? <MapOf market={market} ride={ride} /> : <Loading what="the map" />;
}

function MapOf({ market, ride }: { market: Market; ride: Ride }) {
  const city = useApi(`/api/dispatch/v1/markets/${encodeURIComponent(market.marketId)}/map`, cityMap, false);
  if (city.isError) return <Failure fault={city.error} />;
  if (city.isPending) return <Loading what="the map" />;
  return <Drawn city={city.data} market={market} ride={ride} />;
}

function Drawn({ city, market, ride }: { city: FeatureCollection; market: Market; ride: Ride }) {
  const container = useRef<HTMLDivElement>(null);
  const drawing = useRef<RideDrawing | null>(null);
  const shown = useRef(ride);
  const feed = useLiveFeed();

  useEffect(() => {
    if (!container.current) return;
    const drawn = new RideDrawing(container.current, city, market);
    drawing.current = drawn;
    const show = () => {
      const { vehicle } = shown.current;
      drawn.show(shown.current, feed.current().picture?.vehicles?.find((car) => car.vehicleId === vehicle?.vehicleId) ?? null);
    };
    show();
    const stop = feed.subscribe(show);
    const themes = new MutationObserver(() => drawn.restyle());
    themes.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      themes.disconnect();
      stop();
      drawn.remove();
      drawing.current = null;
    };
  }, [city, market, feed]);

  useEffect(() => {
    shown.current = ride;
  }, [ride]);

  return (
    <div className="map-box ride-map">
      <div ref={container} className="map" data-testid="ride-map" role="region" aria-label="Map of the ride" />
      <a className="attribution" href="https://www.openstreetmap.org/copyright" target="_blank" rel="noreferrer">
        {market.attribution}
      </a>
    </div>
  );
}
