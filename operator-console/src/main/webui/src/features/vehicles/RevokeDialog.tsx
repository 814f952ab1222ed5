import { useQueryClient } from "@tanstack/react-query";
import { ignored, write } from "../../shared/http";
import { ReasonDialog } from "../../shared/ReasonDialog";
import { certificatesPath } from "./CertificatePanel";

export function RevokeDialog({ vehicleId, onClose }: { vehicleId: string; onClose: () => void }) {
  const queries = useQueryClient();
  return (
    <ReasonDialog
      title={`Take the identity of ${vehicleId} back?`}
      reach="Reaches 1 vehicle: its link ends within seconds, and it comes again only by a new enrolment token."
      confirm="Revoke"
      danger
      act={async (reason) => {
        await write(`/api/gateway/v1/vehicles/${encodeURIComponent(vehicleId)}/revocation`, { reason }, ignored);
        await queries.invalidateQueries({ queryKey: [certificatesPath(vehicleId)] });
      }}
      onClose={onClose}
    />
  );
}
