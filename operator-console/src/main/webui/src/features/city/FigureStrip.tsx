import { span } from "../../shared/format";
import type { Figures } from "./figures";

export function FigureStrip({ of }: { of: Figures }) {
  const items = [
    ["Open requests", of.openRequests === null ? "–" : String(of.openRequests)],
    ["On trip", String(of.onTrip)],
    ["Idle", String(of.idle)],
    ["Offline", String(of.offline)],
    ["Average wait", of.averageWaitSeconds === null ? "–" : span(of.averageWaitSeconds)],
  ];
  return (
    <dl className="figures" aria-label="Key figures">
      {items.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
