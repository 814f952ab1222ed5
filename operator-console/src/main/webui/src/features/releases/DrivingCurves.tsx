import { drivingDays, type DrivingKind } from "../../shared/api";
import { words } from "../../shared/format";
import { useApi } from "../../shared/queries";
import { Empty, Failure, Loading, Panel } from "../../shared/ui";
import { curves, type Point } from "./curve";
import { perThousand } from "./driving";

const WIDTH = 640;
const HEIGHT = 160;
const EVIDENCE_HEIGHT = 60;

/** How a rollout's release has driven day by day with the band that chance leaves, and how the evidence against it grew. */
export function DrivingCurves({ path }: { path: string }) {
  const found = useApi(`${path}/driving/days`, drivingDays, 30);
  if (found.data?.kinds.length === 0) return null;
  return (
    <Panel title="Driving, day by day">
      {found.isError && <Failure fault={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Loading what="driving by day" />}
      {found.data?.kinds.map((kind) => (
        <KindCurves key={kind.kind} kind={kind} />
      ))}
    </Panel>
  );
}

function KindCurves({ kind }: { kind: DrivingKind }) {
  const drawn = curves(kind);
  const name = words(kind.kind);
  if (kind.days.length === 0) return <Empty>{`Nobody has driven yet: ${name.toLowerCase()}.`}</Empty>;
  return (
    <figure className="curves">
      <figcaption>
        {name} in 1,000 km, 0 to {drawn.top.toFixed(1)}: <span className="curve-key-own">this release</span>,{" "}
        <span className="curve-key-others">others at the same time (dashed)</span>; the bands hold the true rate in 95 of 100 cases
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={spoken(kind)}>
        <polygon className="curve-band-others" points={band(drawn.others)} />
        <polygon className="curve-band-own" points={band(drawn.candidate)} />
        <polyline className="curve-others" points={line(drawn.others, HEIGHT)} />
        <polyline className="curve-own" points={line(drawn.candidate, HEIGHT)} />
      </svg>
      <svg
        viewBox={`0 0 ${WIDTH} ${EVIDENCE_HEIGHT}`}
        role="img"
        aria-label={`Evidence that it is worse: ${Math.round(100 * (drawn.evidence.at(-1)?.y ?? 0))} % of what stops the rollout`}
      >
        <line className="curve-bound" x1={0} x2={WIDTH} y1={1} y2={1} />
        <polyline className="curve-evidence" points={line(drawn.evidence, EVIDENCE_HEIGHT)} />
      </svg>
      <p className="notes">
        Below: the evidence that it is worse; the rollout is stopped at the dashed line. {kind.days[0]?.day} to {kind.days.at(-1)?.day} (UTC)
      </p>
    </figure>
  );
}

function line(points: readonly { x: number; y: number }[], height: number): string {
  return points.map((point) => `${(point.x * WIDTH).toFixed(1)},${((1 - point.y) * height).toFixed(1)}`).join(" ");
}

function band(points: readonly Point[]): string {
  const upper = points.map(({ x, high }) => ({ x, y: high }));
  const lower = points.map(({ x, low }) => ({ x, y: low })).reverse();
  return line([...upper, ...lower], HEIGHT);
}

/** What the curves show, for who does not see them. */
function spoken(kind: DrivingKind): string {
  const day = kind.days.at(-1);
  if (!day) return "";
  const own = perThousand(day.events, day.kilometres);
  const others = perThousand(day.controlEvents, day.controlKilometres);
  const said = (rate: { rate: number } | null) => (rate === null ? "nobody drove" : `${rate.rate.toFixed(2)} in 1,000 km`);
  return `${words(kind.kind)} on ${day.day}: this release ${said(own)}, others ${said(others)}`;
}
