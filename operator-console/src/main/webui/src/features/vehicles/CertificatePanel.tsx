import { certificate } from "../../shared/api";
import { dateTime, orDash, shortId } from "../../shared/format";
import { list } from "../../shared/json";
import { useApi } from "../../shared/queries";
import { Empty, Failure, Loading, Panel, StatePill } from "../../shared/ui";

const certificates = list(certificate);

export function certificatesPath(vehicleId: string): string {
  return `/api/gateway/v1/vehicles/${encodeURIComponent(vehicleId)}/certificates`;
}

export function CertificatePanel({ vehicleId }: { vehicleId: string }) {
  const known = useApi(certificatesPath(vehicleId), certificates, 5);
  return (
    <Panel title="Certificates">
      {known.isError && <Failure fault={known.error} retry={() => void known.refetch()} />}
      {known.isPending && <Loading what="certificates" />}
      {known.data?.length === 0 && <Empty>This vehicle was never given a certificate.</Empty>}
      {known.data && known.data.length > 0 && (
        <div className="table-box">
          <table>
            <thead>
              <tr>
                <th scope="col">Serial</th>
                <th scope="col">State</th>
                <th scope="col">Issued</th>
                <th scope="col">First used</th>
                <th scope="col">Ends</th>
                <th scope="col">Detail</th>
              </tr>
            </thead>
            <tbody>
              {known.data.map((one) => (
                <tr key={one.fingerprint}>
                  <td title={one.fingerprint}>
                    <code>{orDash(shortId(one.serial))}</code>
                  </td>
                  <td>
                    <StatePill state={one.state} />
                  </td>
                  <td>{dateTime(one.issuedAt)}</td>
                  <td>{one.firstUsedAt ? dateTime(one.firstUsedAt) : "–"}</td>
                  <td>{dateTime(one.revokedAt ?? one.notAfter)}</td>
                  <td>{orDash(one.detail)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
