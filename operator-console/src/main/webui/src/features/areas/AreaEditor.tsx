import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { stranded as strandedReader, type KeptArea } from "../../shared/api";
import { ignored, write } from "../../shared/http";
import { ReasonDialog } from "../../shared/ReasonDialog";
import { Failure, Panel } from "../../shared/ui";
import { AreaForm } from "./AreaForm";
import { areasGeoJson, definitionOf, missing, type Draft } from "./draft";
import { reachOf } from "./reach";
import { StrandedList } from "./StrandedList";

/** Draws an area, shows whom it would strand while it is drawn, and sends it with a reason. */
export function AreaEditor({ path, areas, first, onClose }: { path: string; areas: readonly KeptArea[]; first: Draft; onClose: () => void }) {
  const [draft, setDraft] = useState(first);
  const [sending, setSending] = useState(false);
  const queries = useQueryClient();
  const lacks = missing(draft);
  const asked = useDeferredValue(JSON.stringify(lacks === null ? { areaId: draft.areaId, area: definitionOf(draft) } : null));
  const preview = useQuery({
    queryKey: ["area-preview", path, asked],
    queryFn: () => write(`${path}/areas/preview`, JSON.parse(asked), strandedReader),
    enabled: asked !== "null",
    retry: false,
  });
  const [others] = useState(() => areasGeoJson(areas.filter((one) => one.areaId !== first.areaId)));

  async function send(reason: string): Promise<void> {
    const body = { area: definitionOf(draft), reason };
    if (draft.areaId === null) {
      await write(`${path}/areas`, body, ignored);
    } else {
      await write(`${path}/areas/${draft.areaId}`, body, ignored, { method: "PUT", ifMatch: `"${draft.version}"` });
    }
    await queries.invalidateQueries({ queryKey: [`${path}/areas`] });
  }

  const verb = draft.areaId === null ? (draft.effect === "CLOSED" ? "Close" : "Serve") : "Change";
  return (
    <Panel
      title={draft.areaId === null ? "New area" : `Change ${first.name}`}
      side={
        <div className="acts">
          <button type="button" className="button" onClick={onClose}>
            Discard
          </button>
          <button type="button" className="button button-danger" disabled={lacks !== null || !preview.isSuccess} onClick={() => setSending(true)}>
            {verb}…
          </button>
        </div>
      }
    >
      <AreaForm draft={draft} others={others} onChange={setDraft} />
      <div className="form" role="status" aria-label="Whom it would strand">
        {lacks !== null && <p className="muted">{lacks}</p>}
        {lacks === null && preview.isPending && <p className="muted">Looking whom it would strand…</p>}
        {lacks === null && preview.isError && <Failure fault={preview.error} />}
        {lacks === null && preview.data && <StrandedList of={preview.data} />}
      </div>
      {sending && preview.data && (
        <ReasonDialog
          title={`${verb} "${draft.name.trim()}"?`}
          reach={reachOf(preview.data)}
          confirm={verb}
          danger
          act={send}
          onClose={() => setSending(false)}
          onDone={onClose}
        />
      )}
    </Panel>
  );
}
