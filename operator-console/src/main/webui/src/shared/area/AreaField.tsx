import type { FeatureCollection } from "geojson";
import { useState } from "react";
import { cityMap, market as marketReader, type Market } from "../api";
import { list } from "../json";
import { useApi } from "../queries";
import { Failure, Loading } from "../ui";
import { AreaMap } from "./AreaMap";
import { cornersText, parseCorners, type Corners } from "./polygon";

const markets = list(marketReader);

/** An area, drawn on the map or typed: what is done in one is seen in the other. */
export function AreaField({
  corners,
  others,
  onChange,
}: {
  corners: Corners;
  others?: FeatureCollection;
  onChange: (corners: Corners) => void;
}) {
  const known = useApi("/api/dispatch/v1/markets", markets, false);
  const market = known.data?.[0];
  const [typed, setTyped] = useState(cornersText(corners));
  const parsed = parseCorners(typed);

  function take(next: Corners): void {
    setTyped(cornersText(next));
    onChange(next);
  }

  return (
    <div className="area-field">
      {known.isError && <Failure fault={known.error} />}
      {market && <MapOf market={market} corners={corners} others={others} onChange={take} />}
      <div className="form">
        <label htmlFor="area-corners">Corners: a latitude and longitude a line, degrees</label>
        <textarea
          id="area-corners"
          rows={6}
          value={typed}
          aria-invalid={"badLine" in parsed}
          placeholder={"43.7340, 7.4190\n43.7360, 7.4190\n43.7360, 7.4230"}
          onChange={(event) => {
            setTyped(event.target.value);
            const next = parseCorners(event.target.value);
            onChange("corners" in next ? next.corners : []);
          }}
        />
        {"badLine" in parsed && <p role="alert">This is no corner: {parsed.badLine}</p>}
        <div className="acts">
          <button type="button" className="button" disabled={corners.length === 0} onClick={() => take(corners.slice(0, -1))}>
            Remove last corner
          </button>
          <button type="button" className="button" disabled={corners.length === 0} onClick={() => take([])}>
            Clear
          </button>
        </div>
      </div>
    </div>
  );
}

function MapOf({
  market,
  corners,
  others,
  onChange,
}: {
  market: Market;
  corners: Corners;
  others: FeatureCollection | undefined;
  onChange: (corners: Corners) => void;
}) {
  const city = useApi(`/api/dispatch/v1/markets/${encodeURIComponent(market.marketId)}/map`, cityMap, false);
  if (city.isError) return <Failure fault={city.error} />;
  if (city.isPending) return <Loading what="the map" />;
  return <AreaMap city={city.data} market={market} corners={corners} others={others} onCorner={(place) => onChange([...corners, place])} />;
}
