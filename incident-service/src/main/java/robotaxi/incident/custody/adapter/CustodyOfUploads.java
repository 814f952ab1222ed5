package robotaxi.incident.custody.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import robotaxi.incident.custody.CustodyAct;
import robotaxi.incident.evidence.Upload;
import robotaxi.incident.incident.Clip;

/** Puts what came in by upload into the car's chain, in the transaction in which it is noted. */
@ApplicationScoped
public class CustodyOfUploads {
    private final PostgresCustody custody;
    private final CarSeals seals;

    @Inject
    CustodyOfUploads(PostgresCustody custody, CarSeals seals) {
        this.custody = custody;
        this.seals = seals;
    }

    /** The first is what came; another one is what was made of it, because it was torn. */
    public void tookIn(Upload upload, List<Clip> recorded) {
        String seal = seals.take(upload);
        String original = "";
        for (Clip clip : recorded) {
            String incident =
                    custody.incidentOf(upload.vehicleId(), clip.eventId()).orElse("");
            Map<String, String> says = new TreeMap<>();
            says.put("upload", upload.id());
            says.put("length", Long.toString(clip.lengthBytes()));
            String act = "accepted";
            if (!original.isEmpty()) {
                act = "mended";
                says.put("original", original);
            } else {
                says.put("car", seal);
            }
            if (!clip.kept()) {
                act = "set-apart";
                says.put("reason", clip.quarantineReason());
            }
            custody.add(
                    upload.vehicleId(),
                    new CustodyAct(act, incident, clip.eventId(), clip.vehicleId(), clip.sha256(), says));
            original = clip.sha256();
        }
    }
}
