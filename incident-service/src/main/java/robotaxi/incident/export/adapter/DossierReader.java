package robotaxi.incident.export.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import robotaxi.contracts.mcap.MalformedMcapException;
import robotaxi.incident.custody.CarChain;
import robotaxi.incident.custody.CustodyAct;
import robotaxi.incident.custody.adapter.CarSeals;
import robotaxi.incident.custody.adapter.PostgresCustody;
import robotaxi.incident.evidence.Blobs;
import robotaxi.incident.evidence.ContentHash;
import robotaxi.incident.export.Drive;
import robotaxi.incident.export.Stoppage;
import robotaxi.incident.export.StoppageRecord;
import robotaxi.incident.incident.Clip;
import robotaxi.incident.incident.Incident;
import robotaxi.incident.incident.IncidentError;
import robotaxi.incident.incident.IncidentId;
import robotaxi.incident.incident.Incidents;
import robotaxi.incident.incident.SafetyMoment;
import robotaxi.incident.report.Answer;
import robotaxi.incident.report.FileReports;
import robotaxi.incident.report.Reports;
import robotaxi.incident.report.Vins;
import robotaxi.incident.report.adapter.ReportConfig;
import robotaxi.incident.report.adapter.ReportWiring;
import robotaxi.kit.problem.FleetException;

/** Notes an export in the chain and brings together what goes out with it; in one transaction. */
@ApplicationScoped
class DossierReader {
    private static final Set<String> STOPS = Set.of("minimal-risk-manoeuvre", "disengagement", "model-fault");

    private final Incidents incidents;
    private final Blobs blobs;
    private final PostgresCustody custody;
    private final CarSeals seals;
    private final FileReports files;
    private final Reports reports;
    private final Vins vins;
    private final ReportConfig config;

    @Inject
    DossierReader(
            Incidents incidents,
            Blobs blobs,
            PostgresCustody custody,
            CarSeals seals,
            FileReports files,
            Reports reports,
            Vins vins,
            ReportConfig config) {
        this.incidents = incidents;
        this.blobs = blobs;
        this.custody = custody;
        this.seals = seals;
        this.files = files;
        this.reports = reports;
        this.vins = vins;
        this.config = config;
    }

    Dossier export(String id, String purpose, String by) {
        IncidentId incidentId = new IncidentId(id);
        Incident incident = incidents.lock(incidentId).orElseThrow(() -> new FleetException(IncidentError.UNKNOWN, id));
        SafetyMoment moment = incident.facts().moment();
        Map<String, Path> clips = clips(incidentId);
        takeIn(moment.vehicleId(), id, clips.keySet());
        custody.add(moment.vehicleId(), CustodyAct.onIncident("exported", id, by, Map.of("purpose", purpose)));
        List<Drive> drives = clips.values().stream().map(DossierReader::drive).toList();
        return new Dossier(
                incident,
                purpose,
                by,
                clips,
                stills(incidentId),
                drives,
                incidents.listNotes(incidentId),
                custody.ofIncident(id),
                words(seals.judge(moment.vehicleId())),
                Optional.of(ReportWiring.file(files.draft(incidentId).row())),
                stoppage(moment, drives, id));
    }

    private Map<String, Path> clips(IncidentId id) {
        Map<String, Path> found = new LinkedHashMap<>();
        for (Clip clip : incidents.listClips(id)) {
            if (clip.kept()) {
                blobs.find(new ContentHash(clip.sha256())).ifPresent(file -> found.put(clip.sha256(), file));
            }
        }
        return found;
    }

    /** Recordings from before there were chains come into custody now. */
    private void takeIn(String vehicleId, String incidentId, Set<String> clips) {
        Set<String> known = custody.ofIncident(incidentId).stream()
                .map(kept -> kept.entry().blobSha256())
                .collect(Collectors.toSet());
        for (String sha256 : clips) {
            if (!known.contains(sha256)) {
                custody.add(
                        vehicleId,
                        new CustodyAct(
                                "accepted", incidentId, "", "custody", sha256, Map.of("reason", "came in before")));
            }
        }
    }

    private List<Dossier.Still> stills(IncidentId id) {
        List<Dossier.Still> found = new ArrayList<>();
        for (SafetyMoment.Still still : incidents.listKeyFrames(id)) {
            blobs.find(new ContentHash(still.sha256())).ifPresent(file -> found.add(new Dossier.Still(still, file)));
        }
        return found;
    }

    private static Drive drive(Path clip) {
        try {
            return DriveReader.read(clip);
        } catch (MalformedMcapException _) {
            // It was sound when it came in; the package still shows its bytes and says what they are.
            return Drive.NONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<StoppageRecord> stoppage(SafetyMoment moment, List<Drive> drives, String id) {
        Optional<Stoppage> seen = drives.stream()
                .flatMap(drive -> Stoppage.of(drive.speeds()).stream())
                .findFirst();
        if (seen.isEmpty() && !STOPS.contains(moment.kind().wireName())) {
            return Optional.empty();
        }
        Map<String, String> answers = reports.answers(id).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, answer -> value(answer.getValue())));
        return Optional.of(StoppageRecord.of(
                moment,
                seen.orElseGet(() -> new Stoppage(moment.time(), null)),
                new StoppageRecord.Vehicle(
                        vins.find(moment.vehicleId()).orElse(""),
                        config.make().orElse(""),
                        config.model().orElse(""),
                        config.modelYear().orElse(""),
                        moment.releaseId(),
                        ZoneId.of(config.timeZone())),
                answers));
    }

    private static String value(Answer answer) {
        return answer.value();
    }

    private static String words(CarChain chain) {
        return switch (chain.state()) {
            case INTACT -> "intact, " + chain.sequence() + " entries";
            case GAP -> "entries have not come: " + chain.missing();
            case FORK -> "the car told two stories at " + chain.forks();
        };
    }
}
