package robotaxi.incident.assistance.adapter;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.Topics;
import robotaxi.contracts.assistance.v1.PathPoint;
import robotaxi.contracts.command.v1.AdvisedLaneClosed;
import robotaxi.contracts.command.v1.AdvisedPath;
import robotaxi.contracts.command.v1.AdvisedPullOver;
import robotaxi.contracts.command.v1.AdvisedWait;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.GiveAdvice;
import robotaxi.incident.assistance.Advice;
import robotaxi.incident.assistance.Cars;
import robotaxi.incident.assistance.Ticket;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.outbox.Outbox;
import robotaxi.kit.signing.CommandSigner;

/** Advice as signed commands over the outbox. Made at the start, with the key that signs them. */
@Startup
@ApplicationScoped
class SignedAdvice implements Cars {
    private final Outbox outbox;
    private final Ids ids;
    private final CommandSigner signer;

    @Inject
    SignedAdvice(Outbox outbox, Ids ids, CommandSigner signer) {
        this.outbox = outbox;
        this.ids = ids;
        this.signer = signer;
    }

    @Override
    public String advise(Ticket ticket, Advice advice, Instant now, Instant notAfter) {
        String id = ids.next();
        Command.Builder command = Command.newBuilder()
                .setCommandId(id)
                .setVehicleId(ticket.asked().vehicleId())
                .setSender("incident")
                .setIssuedAt(ProtoTime.of(now))
                .setNotAfter(ProtoTime.of(notAfter))
                // Each claim may advise once a scene; the car itself takes one advice a question.
                .setEffectKey("advice:" + ticket.id() + ":" + ticket.scene().sceneId() + ":" + id)
                .setGiveAdvice(body(advice)
                        .setRequestId(ticket.id())
                        .setSceneId(ticket.scene().sceneId()));
        outbox.append(Topics.VEHICLE_COMMANDS, ticket.asked().vehicleId(), id, signer.sign(command));
        return id;
    }

    private static GiveAdvice.Builder body(Advice advice) {
        GiveAdvice.Builder body = GiveAdvice.newBuilder();
        return switch (advice) {
            case Advice.Choose choose -> body.setOptionId(choose.optionId());
            case Advice.Drive drive -> {
                AdvisedPath.Builder path = AdvisedPath.newBuilder();
                drive.points()
                        .forEach(point -> path.addPoints(PathPoint.newBuilder()
                                .setAheadMetres((float) point.ahead())
                                .setLeftMetres((float) point.left())));
                yield body.setPath(path);
            }
            case Advice.Wait wait -> body.setWait(AdvisedWait.newBuilder().setSeconds(wait.seconds()));
            case Advice.LaneClosed _ -> body.setLaneClosed(AdvisedLaneClosed.getDefaultInstance());
            case Advice.PullOver _ -> body.setPullOver(AdvisedPullOver.getDefaultInstance());
        };
    }
}
