package robotaxi.incident.export.adapter;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import robotaxi.incident.custody.adapter.PostgresCustody;
import robotaxi.incident.export.Drive;
import robotaxi.incident.export.StoppageRecord;
import robotaxi.incident.incident.Incident;
import robotaxi.incident.incident.Note;
import robotaxi.incident.incident.SafetyMoment;

/**
 * All that goes into a package, as it was when the export was noted.
 *
 * @param clips by their SHA-256
 * @param drives what each clip tells, in the order of the clips
 * @param entries of the incident; the last one is the export's own
 * @param carChain how the car's own chain stands, in words
 * @param report the draft as CSV
 */
record Dossier(
        Incident incident,
        String purpose,
        String exportedBy,
        Map<String, Path> clips,
        List<Still> stills,
        List<Drive> drives,
        List<Note> notes,
        List<PostgresCustody.Kept> entries,
        String carChain,
        Optional<String> report,
        Optional<StoppageRecord> stoppage) {

    /** A picture that is there. */
    record Still(SafetyMoment.Still still, Path file) {}

    /** What all its clips tell, the longest first to tell something. */
    Drive drive() {
        return drives.isEmpty() ? Drive.NONE : drives.getFirst();
    }
}
