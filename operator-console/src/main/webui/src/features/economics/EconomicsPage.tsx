import { useState, type ReactNode } from "react";
import { economics as economicsReader, type Market } from "../../shared/api";
import { MarketPage } from "../../shared/MarketPage";
import { useNow } from "../../shared/now";
import { useApi } from "../../shared/queries";
import { Empty, Failure, Loading, PageHead, Panel, Tabs } from "../../shared/ui";
import { EconomicsTable } from "./EconomicsTable";
import { EnergyLine, ReconciliationLine } from "./ReconciliationLine";

const KEYS = [
  ["day", "By day"],
  ["vehicle", "By vehicle"],
  ["ride", "By ride"],
] as const;

export default function EconomicsPage() {
  return <MarketPage>{(market, choice) => <EconomicsOf key={market.marketId} market={market} choice={choice} />}</MarketPage>;
}

function EconomicsOf({ market, choice }: { market: Market; choice: ReactNode }) {
  const today = new Date(useNow()).toISOString().slice(0, 10);
  const [from, setFrom] = useState(today);
  const [to, setTo] = useState(today);
  const [by, setBy] = useState("day");
  const query = new URLSearchParams({ from, to, by }).toString();
  const path = `/api/dispatch/v1/markets/${encodeURIComponent(market.marketId)}/economics`;
  const figures = useApi(`${path}?${query}`, economicsReader, 10);
  return (
    <>
      <PageHead title="Economics">
        {choice}
        <label htmlFor="economics-from">From</label>
        <input id="economics-from" type="date" className="select-short" required value={from} max={to} onChange={(event) => event.target.value !== "" && setFrom(event.target.value)} />
        <label htmlFor="economics-to">To (days in UTC)</label>
        <input id="economics-to" type="date" className="select-short" required value={to} min={from} onChange={(event) => event.target.value !== "" && setTo(event.target.value)} />
        <Tabs label="Put together" options={KEYS} value={by} onChange={setBy} />
        <a className="button" href={`${path}.csv?${query}`} download>
          Export CSV
        </a>
      </PageHead>
      {figures.isError && <Failure fault={figures.error} retry={() => void figures.refetch()} />}
      {figures.isPending && <Loading what="the figures" />}
      {figures.data && (
        <div className="stack">
          {figures.data.reconciliation.map((one) => (
            <ReconciliationLine key={one.currency} of={one} />
          ))}
          {figures.data.reconciliation[0] && <EnergyLine of={figures.data.energy} currency={figures.data.reconciliation[0].currency} />}
          <Panel title="From rides, tasks and the ledger">
            {figures.data.lines.length === 0 ? (
              <Empty>Nothing was earned and nothing driven on these days.</Empty>
            ) : (
              <EconomicsTable lines={figures.data.lines} by={by} />
            )}
          </Panel>
        </div>
      )}
    </>
  );
}
