import type { ReactNode } from "react";
import { board as boardReader, type Market } from "../../shared/api";
import { clock } from "../../shared/format";
import { MarketPage } from "../../shared/MarketPage";
import { useApi } from "../../shared/queries";
import { Empty, Failure, Loading, PageHead, Panel } from "../../shared/ui";
import { figuresOf } from "./figures";
import { ZoneTable } from "./ZoneTable";

export default function BoardPage() {
  return <MarketPage>{(market, choice) => <BoardOf key={market.marketId} market={market} choice={choice} />}</MarketPage>;
}

function BoardOf({ market, choice }: { market: Market; choice: ReactNode }) {
  const board = useApi(`/api/dispatch/v1/markets/${encodeURIComponent(market.marketId)}/board`, boardReader, 2);
  const busy = board.data?.zones.filter((zone) => zone.waiting > 0 || zone.idle > 0 || zone.expected >= 0.05) ?? [];
  return (
    <>
      <PageHead title={`${market.name} now`}>
        {choice}
        {board.data && <span className="muted tabular">{clock(board.data.at)}</span>}
      </PageHead>
      {board.isError && <Failure fault={board.error} retry={() => void board.refetch()} />}
      {board.isPending && <Loading what="the board" />}
      {board.data && (
        <>
          <dl className="board-figures" aria-label="Market now">
            {figuresOf(board.data).map(({ name, value, isBad }) => (
              <div key={name} className={isBad ? "figure-bad" : undefined}>
                <dt>
                  {name}
                  {isBad && <span aria-label="needs attention"> ▲</span>}
                </dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <Panel title="Demand against supply by zone, next 15 minutes" side={<span className="muted">Greatest want first</span>}>
            {busy.length === 0 ? <Empty>No rider waits or is expected, and no car is idle.</Empty> : <ZoneTable zones={busy} />}
          </Panel>
        </>
      )}
    </>
  );
}
