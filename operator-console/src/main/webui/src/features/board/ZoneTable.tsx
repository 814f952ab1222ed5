import type { Board } from "../../shared/api";
import { coordinates } from "../../shared/format";

type Zone = Board["zones"][number];

/** Riders who wait or are expected against the cars that are there, zone by zone. */
export function ZoneTable({ zones }: { zones: readonly Zone[] }) {
  const most = Math.max(1, ...zones.map((zone) => Math.max(demandOf(zone), zone.idle)));
  return (
    <div className="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">Zone</th>
            <th scope="col" className="number">
              Waiting
            </th>
            <th scope="col" className="number">
              Expected
            </th>
            <th scope="col" className="number">
              Idle cars
            </th>
            <th scope="col">Demand against supply</th>
            <th scope="col" className="number">
              Cars wanted
            </th>
          </tr>
        </thead>
        <tbody>
          {zones.map((zone) => (
            <tr key={zone.number}>
              <td title={coordinates(zone.centre.latitude, zone.centre.longitude)}>Zone {zone.number}</td>
              <td className="number">{zone.waiting}</td>
              <td className="number">{zone.expected.toFixed(1)}</td>
              <td className="number">{zone.idle}</td>
              <td>
                <div className="want" role="img" aria-label={`Demand ${demandOf(zone).toFixed(1)}, supply ${zone.idle}`}>
                  <span className="want-demand" style={{ width: `${(100 * demandOf(zone)) / most}%` }} />
                  <span className="want-supply" style={{ width: `${(100 * zone.idle) / most}%` }} />
                </div>
              </td>
              <td className="number">{wanted(zone)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function demandOf(zone: Zone): number {
  return zone.waiting + zone.expected;
}

/** "+2" cars are wanted here, "−1" could leave. */
export function wanted(zone: Zone): string {
  const want = Math.round(demandOf(zone) - zone.idle);
  return want === 0 ? "0" : want > 0 ? `+${want}` : `−${-want}`;
}
