import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { keptArea, type KeptArea, type Market } from "../../shared/api";
import { ignored, write } from "../../shared/http";
import { list } from "../../shared/json";
import { MarketPage } from "../../shared/MarketPage";
import { useApi, useHasRole } from "../../shared/queries";
import { ReasonDialog } from "../../shared/ReasonDialog";
import { Empty, Failure, Loading, PageHead, Panel } from "../../shared/ui";
import { AreaEditor } from "./AreaEditor";
import { AreaHistory } from "./AreaHistory";
import { AreaTable } from "./AreaTable";
import { draftOf, newDraft, type Draft } from "./draft";
import { WeatherHold } from "./WeatherHold";

const keptAreas = list(keptArea);

export default function AreasPage() {
  return <MarketPage>{(market, choice) => <AreasOf key={market.marketId} market={market} choice={choice} />}</MarketPage>;
}

function AreasOf({ market, choice }: { market: Market; choice: ReactNode }) {
  const path = `/api/dispatch/v1/markets/${encodeURIComponent(market.marketId)}`;
  const areas = useApi(`${path}/areas`, keptAreas, 5);
  const isOperator = useHasRole("operator");
  const mayHold = useHasRole("operator", "safety");
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [shown, setShown] = useState<KeptArea | null>(null);
  const [ending, setEnding] = useState<KeptArea | null>(null);
  const begin = (effect: string) => setDraft(newDraft(effect, Intl.DateTimeFormat().resolvedOptions().timeZone));
  return (
    <>
      <PageHead title="Areas">
        {choice}
        <WeatherHold path={path} mayChange={mayHold} />
        {isOperator && (
          <>
            <button type="button" className="button" onClick={() => begin("SERVED")}>
              Serve an area
            </button>
            <button type="button" className="button button-danger" onClick={() => begin("CLOSED")}>
              Close an area
            </button>
          </>
        )}
      </PageHead>
      <div className="stack">
        {draft !== null && areas.data && (
          <AreaEditor key={draft.areaId ?? draft.effect} path={path} areas={areas.data} first={draft} onClose={() => setDraft(null)} />
        )}
        <Panel title="Areas in force">
          {areas.isError && <Failure fault={areas.error} retry={() => void areas.refetch()} />}
          {areas.isPending && <Loading what="areas" />}
          {areas.data?.length === 0 && <Empty>No area was drawn: we drive wherever the map has roads, and nothing is closed.</Empty>}
          {areas.data && areas.data.length > 0 && (
            <AreaTable areas={areas.data} mayChange={isOperator} onEdit={(area) => setDraft(draftOf(area))} onHistory={setShown} onEnd={setEnding} />
          )}
        </Panel>
        {shown !== null && <AreaHistory path={path} areaId={shown.areaId} name={shown.area.name} onClose={() => setShown(null)} />}
      </div>
      {ending !== null && (
        <ReasonDialog
          title={ending.area.effect === "CLOSED" ? `Open "${ending.area.name}" again?` : `Take "${ending.area.name}" away?`}
          reach="Holds at once; its versions stay."
          confirm={ending.area.effect === "CLOSED" ? "Open again" : "Take away"}
          danger={ending.area.effect !== "CLOSED"}
          act={async (reason) => {
            await write(`${path}/areas/${ending.areaId}`, { reason }, ignored, { method: "DELETE", ifMatch: `"${ending.version}"` });
            await queries.invalidateQueries({ queryKey: [`${path}/areas`] });
          }}
          onClose={() => setEnding(null)}
        />
      )}
    </>
  );
}
