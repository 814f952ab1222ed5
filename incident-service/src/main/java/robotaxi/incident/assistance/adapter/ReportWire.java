package robotaxi.incident.assistance.adapter;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Locale;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.assistance.v1.AssistReport;
import robotaxi.contracts.assistance.v1.AssistRequest;
import robotaxi.contracts.assistance.v1.AssistScene;
import robotaxi.contracts.assistance.v1.AssistVerdict;
import robotaxi.incident.assistance.Asked;
import robotaxi.incident.assistance.SceneSeen;
import robotaxi.incident.assistance.Stamp;
import robotaxi.incident.assistance.Ticket;
import robotaxi.incident.evidence.ContentHash;

/** What a car says, in the core's words. */
final class ReportWire {
    private static final int LONGEST_TEXT = 1000;

    private ReportWire() {}

    static Stamp stamp(AssistReport report) {
        return new Stamp(report.getBootEpoch(), report.getSequence());
    }

    static Asked asked(AssistReport report, Instant receivedAt) {
        AssistRequest request = report.getRequest();
        return new Asked(
                text(report.getRequestId()),
                report.getVehicleId(),
                request.getKind().name().replace("ASSIST_KIND_", "").toLowerCase(Locale.ROOT),
                text(request.getDetail()),
                request.getPassengerAboard(),
                request.getLaneBlocked(),
                text(request.getRideId()),
                text(request.getReleaseId()),
                request.getScene().getPosition().getLatitudeDegrees(),
                request.getScene().getPosition().getLongitudeDegrees(),
                ProtoTime.of(report.getTime()),
                receivedAt,
                ProtoTime.of(request.getExpiresAt()));
    }

    static SceneSeen scene(AssistScene scene, Instant receivedAt) {
        return new SceneSeen(
                text(scene.getSceneId()),
                ProtoTime.of(scene.getCapturedAt()),
                receivedAt,
                text(scene.getReasoning()),
                ProtoTime.of(scene.getReasonedAt()),
                scene.getOptionsList().stream()
                        .map(option -> new SceneSeen.Option(text(option.getOptionId()), text(option.getWords())))
                        .toList(),
                scene.getKeyFramesList().stream()
                        .map(frame -> new SceneSeen.Frame(
                                text(frame.getCameraId()), hash(frame.getJpeg()), ProtoTime.of(frame.getTime())))
                        .toList());
    }

    static Ticket.Verdict verdict(AssistVerdict verdict) {
        boolean accepted = switch (verdict.getOutcome()) {
            case ASSIST_OUTCOME_ACCEPTED -> true;
            case ASSIST_OUTCOME_REFUSED, ASSIST_OUTCOME_EXPIRED, ASSIST_OUTCOME_UNSPECIFIED, UNRECOGNIZED -> false;
        };
        return new Ticket.Verdict(
                text(verdict.getCommandId()),
                accepted,
                text(verdict.getCode()),
                text(verdict.getDetail()),
                ProtoTime.of(verdict.getJudgedAt()));
    }

    static String hash(ByteString jpeg) {
        return ContentHash.of(jpeg.toByteArray()).hex();
    }

    /** What the database can keep: a text with a NUL would come back for ever. */
    static String text(String said) {
        String clean = said.replace("\u0000", "");
        return clean.length() > LONGEST_TEXT ? clean.substring(0, LONGEST_TEXT) : clean;
    }
}
