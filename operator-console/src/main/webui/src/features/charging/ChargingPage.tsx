import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { chargingSite, task as taskReader, type Market, type Task } from "../../shared/api";
import { ignored, write } from "../../shared/http";
import { list } from "../../shared/json";
import { MarketPage } from "../../shared/MarketPage";
import { useApi, useHasRole } from "../../shared/queries";
import { ReasonDialog } from "../../shared/ReasonDialog";
import { Empty, Failure, Loading, PageHead, Panel } from "../../shared/ui";
import { OrderTaskDialog } from "./OrderTaskDialog";
import { SiteTable } from "./SiteTable";
import { TaskTable } from "./TaskTable";

const sites = list(chargingSite);
const tasks = list(taskReader);

export default function ChargingPage() {
  return <MarketPage>{(market, choice) => <ChargingOf key={market.marketId} market={market} choice={choice} />}</MarketPage>;
}

function ChargingOf({ market, choice }: { market: Market; choice: ReactNode }) {
  const path = `/api/dispatch/v1/markets/${encodeURIComponent(market.marketId)}`;
  const depots = useApi(`${path}/chargers`, sites, 5);
  const known = useApi(`${path}/tasks?state=all&limit=100`, tasks, 3);
  const mayOrder = useHasRole("operator");
  const queries = useQueryClient();
  const [ordering, setOrdering] = useState(false);
  const [ending, setEnding] = useState<Task | null>(null);
  const again = () => queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith(path) });
  const open = known.data?.filter((one) => isOpen(one));
  const over = known.data?.filter((one) => !isOpen(one));
  return (
    <>
      <PageHead title="Charging">
        {choice}
        {mayOrder && depots.data && (
          <button type="button" className="button button-primary" onClick={() => setOrdering(true)}>
            Send a car
          </button>
        )}
      </PageHead>
      <div className="stack">
        <Panel title="Depots">
          {depots.isError && <Failure fault={depots.error} retry={() => void depots.refetch()} />}
          {depots.isPending && <Loading what="depots" />}
          {depots.data?.length === 0 && <Empty>This market has no depot.</Empty>}
          {depots.data && depots.data.length > 0 && <SiteTable sites={depots.data} />}
        </Panel>
        <Panel title="Tasks under way">
          {known.isError && <Failure fault={known.error} retry={() => void known.refetch()} />}
          {known.isPending && <Loading what="tasks" />}
          {open?.length === 0 && <Empty>No car has a task: all stand where they are needed, or serve riders.</Empty>}
          {open && open.length > 0 && <TaskTable tasks={open} sites={depots.data ?? []} onEnd={mayOrder ? setEnding : null} />}
        </Panel>
        <Panel title="Ended lately">
          {over?.length === 0 && <Empty>No task has ended yet.</Empty>}
          {over && over.length > 0 && <TaskTable tasks={over} sites={depots.data ?? []} onEnd={null} />}
        </Panel>
      </div>
      {ordering && depots.data && <OrderTaskDialog path={path} sites={depots.data} onSent={again} onClose={() => setOrdering(false)} />}
      {ending !== null && (
        <ReasonDialog
          title="Take this task back?"
          reach={`Reaches 1 vehicle (${ending.vehicleId}), which stops and is free.`}
          confirm="Take back"
          act={async (reason) => {
            await write(`/api/dispatch/v1/tasks/${ending.taskId}/cancel`, { reason }, ignored);
            await again();
          }}
          onClose={() => setEnding(null)}
        />
      )}
    </>
  );
}

function isOpen(task: Task): boolean {
  return task.state === "planned" || task.state === "ordered" || task.state === "under-way";
}
