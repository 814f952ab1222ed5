import { Link } from "react-router";
import type { ChargingSite } from "../../shared/api";
import { money } from "../../shared/format";

/** Depots: places, power, tariff, who is there and who waits. */
export function SiteTable({ sites }: { sites: readonly ChargingSite[] }) {
  return (
    <div className="table-box">
      <table aria-label="Depots">
        <thead>
          <tr>
            <th scope="col">Depot</th>
            <th scope="col" className="number">
              Places taken
            </th>
            <th scope="col" className="number">
              Power of each
            </th>
            <th scope="col" className="number">
              Tariff
            </th>
            <th scope="col">Charging, or on the way</th>
            <th scope="col">Queue</th>
          </tr>
        </thead>
        <tbody>
          {sites.map((site) => (
            <tr key={site.siteId}>
              <td>{site.name}</td>
              <td className="number">
                {site.charging.length} of {site.places}
              </td>
              <td className="number">{site.powerKilowatts} kW</td>
              <td className="number">{money(site.tariffMinorPerKilowattHour, site.currency)} / kWh</td>
              <td>
                <Cars of={site.charging} />
              </td>
              <td>
                <Cars of={site.queue} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cars({ of }: { of: readonly string[] }) {
  if (of.length === 0) return <>–</>;
  return (
    <>
      {of.map((id, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <Link to={`/vehicles/${id}`}>{id}</Link>
        </span>
      ))}
    </>
  );
}
