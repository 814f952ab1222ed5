import { areaVersion } from "../../shared/api";
import { dateTime } from "../../shared/format";
import { list } from "../../shared/json";
import { useApi } from "../../shared/queries";
import { Failure, Loading, Panel } from "../../shared/ui";
import { rulesOf } from "./draft";

const versions = list(areaVersion);

/** Every version of an area, the newest first. */
export function AreaHistory({ path, areaId, name, onClose }: { path: string; areaId: string; name: string; onClose: () => void }) {
  const known = useApi(`${path}/areas/${areaId}/versions`, versions, false);
  return (
    <Panel
      title={`History of ${name}`}
      side={
        <button type="button" className="button button-quiet" onClick={onClose}>
          Close
        </button>
      }
    >
      {known.isError && <Failure fault={known.error} retry={() => void known.refetch()} />}
      {known.isPending && <Loading what="versions" />}
      <ol className="timeline">
        {known.data?.map((version) => (
          <li key={version.version}>
            <time dateTime={version.changedAt}>{dateTime(version.changedAt)}</time>
            Version {version.version} by {version.changedBy}: {version.reason}
            <br />
            <span className="muted">{version.area === null ? "Taken away" : `${version.area.effect.toLowerCase()}: ${rulesOf(version.area)}`}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
