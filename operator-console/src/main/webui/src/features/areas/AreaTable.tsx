import type { KeptArea } from "../../shared/api";
import { rulesOf } from "./draft";

/** The areas that hold, and what may be done with each. */
export function AreaTable({
  areas,
  mayChange,
  onEdit,
  onHistory,
  onEnd,
}: {
  areas: readonly KeptArea[];
  mayChange: boolean;
  onEdit: (area: KeptArea) => void;
  onHistory: (area: KeptArea) => void;
  onEnd: (area: KeptArea) => void;
}) {
  return (
    <div className="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">Area</th>
            <th scope="col">Effect</th>
            <th scope="col">Holds</th>
            <th scope="col" className="number">
              Version
            </th>
            <th scope="col">Acts</th>
          </tr>
        </thead>
        <tbody>
          {areas.map((one) => (
            <tr key={one.areaId}>
              <td>{one.area.name}</td>
              <td>
                <span className={`pill pill-${one.area.effect === "CLOSED" ? "bad" : "good"}`}>{one.area.effect === "CLOSED" ? "✕ Closed" : "● Served"}</span>
              </td>
              <td>{rulesOf(one.area)}</td>
              <td className="number">{one.version}</td>
              <td className="acts">
                <button type="button" className="button button-quiet" onClick={() => onHistory(one)}>
                  History
                </button>
                {mayChange && (
                  <>
                    <button type="button" className="button button-quiet" onClick={() => onEdit(one)}>
                      Change
                    </button>
                    <button type="button" className="button button-quiet" onClick={() => onEnd(one)}>
                      {one.area.effect === "CLOSED" ? "Open again" : "Take away"}
                    </button>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
