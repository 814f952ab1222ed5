import { Link } from "react-router";
import type { EconomicLine } from "../../shared/api";
import { distance, money, shortId, span } from "../../shared/format";
import { totalOf } from "./total";

/** Lines with their total. */
export function EconomicsTable({ lines, by }: { lines: readonly EconomicLine[]; by: string }) {
  const total = totalOf(lines);
  return (
    <div className="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">{by === "day" ? "Day" : by === "vehicle" ? "Vehicle" : "Ride"}</th>
            {["Revenue", "Rides", "Per ride", "Per car-hour", "Loaded", "Empty", "Empty share", "Energy", "Its cost", "Charged", "Paid for it", "Cars busy", "Assistance"].map((name) => (
              <th key={name} scope="col" className="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key}>
              <td>
                <Key line={line} by={by} />
              </td>
              <Figures of={line} />
            </tr>
          ))}
        </tbody>
        {total && lines.length > 1 && (
          <tfoot>
            <tr>
              <th scope="row">In all</th>
              <Figures of={total} />
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

function Key({ line, by }: { line: EconomicLine; by: string }) {
  if (line.key === "") return <>{by === "ride" ? "Tasks without a ride" : "No vehicle"}</>;
  if (by === "vehicle") return <Link to={`/vehicles/${line.key}`}>{line.key}</Link>;
  if (by === "ride") return <Link to={`/rides/${line.key}`}>{shortId(line.key)}</Link>;
  return <>{line.key}</>;
}

function Figures({ of }: { of: EconomicLine }) {
  const amount = (minor: number) => money(minor, of.currency);
  const cells = [
    amount(of.revenueMinor),
    String(of.completedRides),
    of.completedRides === 0 ? "–" : amount(of.revenueMinor / of.completedRides),
    of.busySeconds === 0 ? "–" : amount(of.revenueMinorPerCarHour),
    distance(of.loadedMetres),
    distance(of.emptyMetres),
    of.emptyMetres + of.loadedMetres === 0 ? "–" : `${Math.round(of.emptyShare * 100)} %`,
    `${of.energyKwh.toFixed(2)} kWh`,
    amount(of.energyMinor),
    `${of.chargedKwh.toFixed(2)} kWh`,
    amount(of.chargedMinor),
    span(of.busySeconds),
    span(of.assistanceSeconds),
  ];
  return (
    <>
      {cells.map((cell, index) => (
        <td key={index} className="number">
          {cell}
        </td>
      ))}
    </>
  );
}
