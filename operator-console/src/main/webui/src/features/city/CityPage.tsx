import { useSearchParams } from "react-router";
import { cityMap, market as marketReader, type Market } from "../../shared/api";
import { list } from "../../shared/json";
import { useLive } from "../../shared/live";
import { useApi } from "../../shared/queries";
import { Empty, Failure, Loading, PageHead, Panel } from "../../shared/ui";
import { figures } from "./figures";
import { FigureStrip } from "./FigureStrip";
import { MapView } from "./MapView";
import { VehicleCard } from "./VehicleCard";
import { VehicleList } from "./VehicleList";

const markets = list(marketReader);

export default function CityPage() {
  const known = useApi("/api/dispatch/v1/markets", markets, false);
  const market = known.data?.[0];
  if (known.isError) return <Failure fault={known.error} retry={() => void known.refetch()} />;
  if (known.isPending) return <Loading what="the city" />;
  if (!market) return <Empty>There is no market yet.</Empty>;
  return <CityOf market={market} />;
}

function CityOf({ market }: { market: Market }) {
  const city = useApi(`/api/dispatch/v1/markets/${encodeURIComponent(market.marketId)}/map`, cityMap, false);
  const { picture } = useLive();
  const [search, setSearch] = useSearchParams();
  const selectedId = search.get("vehicle");
  const vehicles = picture?.vehicles ?? [];
  const nowMillis = picture ? Date.parse(picture.at) : 0;
  const car = vehicles.find((one) => one.vehicleId === selectedId);
  const select = (id: string | null) => setSearch(id === null ? {} : { vehicle: id }, { replace: true });
  return (
    <div className="city">
      <PageHead title={market.name}>
        <FigureStrip of={figures(vehicles, picture?.rides ?? null, nowMillis)} />
      </PageHead>
      <div className="city-body">
        {city.isError && <Failure fault={city.error} retry={() => void city.refetch()} />}
        {city.isPending && <Loading what="the map" />}
        {city.data && <MapView city={city.data} market={market} selectedId={selectedId} onSelect={select} />}
        <aside className="city-side" aria-label="Vehicles">
          {car && (
            <VehicleCard
              car={car}
              ride={picture?.rides?.find((ride) => ride.rideId === car.rideId) ?? null}
              nowMillis={nowMillis}
              onClose={() => select(null)}
            />
          )}
          <Panel title="Vehicles" side={<span className="muted tabular">{vehicles.length}</span>}>
            {picture === null ? (
              <Loading what="vehicles" />
            ) : (
              <VehicleList vehicles={vehicles} selectedId={selectedId} onSelect={select} />
            )}
          </Panel>
        </aside>
      </div>
    </div>
  );
}
