package robotaxi.benchmarks.assistance;

import com.google.protobuf.ByteString;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import javax.imageio.ImageIO;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.assistance.v1.AssistClosed;
import robotaxi.contracts.assistance.v1.AssistEnd;
import robotaxi.contracts.assistance.v1.AssistKind;
import robotaxi.contracts.assistance.v1.AssistOption;
import robotaxi.contracts.assistance.v1.AssistOutcome;
import robotaxi.contracts.assistance.v1.AssistReport;
import robotaxi.contracts.assistance.v1.AssistRequest;
import robotaxi.contracts.assistance.v1.AssistScene;
import robotaxi.contracts.assistance.v1.AssistVerdict;
import robotaxi.contracts.assistance.v1.PathPoint;
import robotaxi.contracts.geo.v1.Position;
import robotaxi.contracts.safety.v1.KeyFrame;
import robotaxi.onboard.assistance.AdviceVerdict;
import robotaxi.onboard.assistance.AssistNews;
import robotaxi.onboard.assistance.Scene;

/** A car's words as the gateway writes them to the topic, with a picture of the size that a car's camera makes. */
final class CarReports {
    private static final int WIDTH = 448;
    private static final int HEIGHT = 256;
    private static final int GREYS = 40;

    private final InstantSource clock;
    private final byte[] jpeg;

    CarReports(long seed, InstantSource clock) {
        this.clock = clock;
        var picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Random chance = new Random(seed);
        for (int x = 0; x < WIDTH; x++) {
            for (int y = 0; y < HEIGHT; y++) {
                int grey = y / 2 + chance.nextInt(GREYS);
                picture.setRGB(x, y, grey << 16 | grey << 8 | grey);
            }
        }
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "jpeg", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.jpeg = out.toByteArray();
    }

    AssistReport.Builder of(AssistNews news, boolean passenger) {
        AssistReport.Builder report = AssistReport.newBuilder().setRequestId(news.questionId());
        return switch (news) {
            case AssistNews.Asked asked ->
                report.setRequest(AssistRequest.newBuilder()
                        .setKind(AssistKind.ASSIST_KIND_BLOCKED)
                        .setDetail(asked.question().cause().words())
                        .setScene(scene(asked.question().scene()))
                        .setExpiresAt(ProtoTime.of(
                                clock.instant().plusNanos(asked.question().expiresNanos() - System.nanoTime())))
                        .setPassengerAboard(passenger)
                        .setLaneBlocked(true)
                        .setReleaseId("bench@1"));
            case AssistNews.Seen seen -> report.setScene(scene(seen.scene()));
            case AssistNews.Judged judged -> report.setVerdict(verdict(judged));
            case AssistNews.Closed closed ->
                report.setClosed(AssistClosed.newBuilder()
                        .setEnd(AssistEnd.ASSIST_END_MOVED_ON)
                        .setDetail(closed.detail()));
        };
    }

    private AssistVerdict verdict(AssistNews.Judged judged) {
        AssistVerdict.Builder verdict = AssistVerdict.newBuilder()
                .setCommandId(judged.commandId())
                .setSceneId(judged.sceneId())
                .setJudgedAt(ProtoTime.of(clock.instant()));
        return switch (judged.verdict()) {
            case AdviceVerdict.Accepted _ ->
                verdict.setOutcome(AssistOutcome.ASSIST_OUTCOME_ACCEPTED).build();
            case AdviceVerdict.Refused no ->
                verdict.setOutcome(AssistOutcome.ASSIST_OUTCOME_REFUSED)
                        .setCode(no.reason().code())
                        .setDetail(no.detail())
                        .build();
        };
    }

    private AssistScene scene(Scene scene) {
        Instant now = clock.instant();
        AssistScene.Builder out = AssistScene.newBuilder()
                .setSceneId(scene.id())
                .setCapturedAt(ProtoTime.of(now))
                .setReasoning("Keep distance to the vehicle ahead")
                .setReasonedAt(ProtoTime.of(now))
                .setPosition(Position.newBuilder().setLatitudeDegrees(43.73).setLongitudeDegrees(7.42));
        scene.offers().forEach(offer -> {
            AssistOption.Builder option =
                    AssistOption.newBuilder().setOptionId(offer.id()).setWords(offer.words());
            offer.path()
                    .forEach(point -> option.addPath(PathPoint.newBuilder()
                            .setAheadMetres((float) point.aheadMetres())
                            .setLeftMetres((float) point.leftMetres())));
            out.addOptions(option);
        });
        return out.addKeyFrames(KeyFrame.newBuilder()
                        .setCameraId("camera_front_wide_120fov")
                        .setTime(ProtoTime.of(now))
                        .setJpeg(ByteString.copyFrom(jpeg)))
                .build();
    }

    int pictureBytes() {
        return jpeg.length;
    }
}
