import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import { market as marketReader, type Market } from "./api";
import { list } from "./json";
import { useApi } from "./queries";
import { Empty, Failure, Loading } from "./ui";

const markets = list(marketReader);

/** A page about one market: the one that the address names, or the first; with a choice where there are more. */
export function MarketPage({ children }: { children: (market: Market, choice: ReactNode) => ReactNode }) {
  const known = useApi("/api/dispatch/v1/markets", markets, false);
  const [search, setSearch] = useSearchParams();
  if (known.isError) return <Failure fault={known.error} retry={() => void known.refetch()} />;
  if (known.isPending) return <Loading what="the markets" />;
  const market = known.data.find((one) => one.marketId === search.get("market")) ?? known.data[0];
  if (!market) return <Empty>There is no market yet.</Empty>;
  const choice =
    known.data.length < 2 ? null : (
      <select aria-label="Market" className="select-short" value={market.marketId} onChange={(event) => setSearch({ market: event.target.value })}>
        {known.data.map((one) => (
          <option key={one.marketId} value={one.marketId}>
            {one.name}
          </option>
        ))}
      </select>
    );
  return children(market, choice);
}
