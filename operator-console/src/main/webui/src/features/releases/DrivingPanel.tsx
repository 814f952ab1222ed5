import { driving, type Driving } from "../../shared/api";
import { words } from "../../shared/format";
import { useApi } from "../../shared/queries";
import { Empty, Failure, Loading, Panel } from "../../shared/ui";
import { evidenceShare, perThousand } from "./driving";

type Kind = Driving["kinds"][number];

/** How a rollout's release drives beside the others, and how near that is to pausing it. */
export function DrivingPanel({ path }: { path: string }) {
  const compared = useApi(`${path}/driving`, driving, 5);
  return (
    <Panel
      title="Driving"
      side={
        compared.data?.neededEvents != null && (
          <span className="muted">
            {compared.data.ratio} times as many events would be seen after {Math.ceil(compared.data.neededEvents)} of them
          </span>
        )
      }
    >
      {compared.isError && <Failure fault={compared.error} retry={() => void compared.refetch()} />}
      {compared.isPending && <Loading what="driving" />}
      {compared.data?.kinds.length === 0 && <Empty>This rollout is not judged by how its release drives.</Empty>}
      {compared.data && compared.data.kinds.length > 0 && <KindTable kinds={compared.data.kinds} />}
    </Panel>
  );
}

function KindTable({ kinds }: { kinds: readonly Kind[] }) {
  return (
    <div className="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">Event</th>
            <th scope="col">This release, in 1,000 km</th>
            <th scope="col">Others at the same time</th>
            <th scope="col">Driven</th>
            <th scope="col">Evidence that it is worse</th>
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <tr key={kind.kind}>
              <td>{words(kind.kind)}</td>
              <td>{rateText(kind.events, kind.kilometres)}</td>
              <td>{rateText(kind.controlEvents, kind.controlKilometres)}</td>
              <td>
                {Math.round(kind.kilometres)} km
                {kind.neededKilometres != null && ` of ${Math.round(kind.neededKilometres)} km`}
                {kind.enough && ", enough"}
              </td>
              <td>
                <meter
                  min={0}
                  max={1}
                  high={0.5}
                  value={evidenceShare(kind.logEvidence, kind.logBound)}
                  aria-label={`Evidence against ${words(kind.kind).toLowerCase()}`}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function rateText(events: number, kilometres: number): string {
  const rate = perThousand(events, kilometres);
  if (!rate) return "Nobody has driven yet";
  return `${rate.rate.toFixed(2)} (${rate.low.toFixed(2)} to ${rate.high.toFixed(2)})`;
}
