import { trustStatus, type TrustRole } from "../../shared/api";
import { dateTime } from "../../shared/format";
import { useApi } from "../../shared/queries";

/** Says which signed lists end soon, and stays silent while all is well: after that time no car takes anything new. */
export function TrustWarning() {
  const status = useApi("/api/ota/v1/tuf/status", trustStatus, 60);
  const ending = (status.data?.roles ?? []).filter((role) => role.expiresSoon);
  if (ending.length === 0) return null;
  return (
    <div role="alert" className="failure">
      <strong>Vehicles will soon take no releases.</strong>
      <ul>
        {ending.map((role) => (
          <li key={`${role.repository}/${role.role}`}>{words(role)}</li>
        ))}
      </ul>
    </div>
  );
}

/** Who must act: what people sign, people renew. */
export function words(role: TrustRole): string {
  const end = `${role.repository} ${role.role} (version ${role.version}) ends ${dateTime(role.expiresAt)}`;
  return role.role === "root" || role.role === "targets"
    ? `${end}: its key holders have to sign the next version.`
    : `${end}: the update service renews it by itself and has not; look at its log.`;
}
