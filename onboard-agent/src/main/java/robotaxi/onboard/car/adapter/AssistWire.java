package robotaxi.onboard.car.adapter;

import robotaxi.contracts.assistance.v1.AssistEnd;
import robotaxi.contracts.assistance.v1.AssistKind;
import robotaxi.contracts.assistance.v1.AssistOption;
import robotaxi.contracts.assistance.v1.AssistOutcome;
import robotaxi.contracts.assistance.v1.PathPoint;
import robotaxi.contracts.command.v1.GiveAdvice;
import robotaxi.onboard.assistance.Advice;
import robotaxi.onboard.assistance.AdviceVerdict;
import robotaxi.onboard.assistance.AssistNews;
import robotaxi.onboard.assistance.Cause;
import robotaxi.onboard.assistance.Offer;

/** Questions and advice between the wire and the car. */
final class AssistWire {
    private AssistWire() {}

    /** What nobody understands is a choice of nothing, which the desk refuses. */
    static Advice advice(GiveAdvice order) {
        return switch (order.getAdviceCase()) {
            case OPTION_ID -> new Advice.Choose(order.getOptionId());
            case PATH ->
                new Advice.Drive(order.getPath().getPointsList().stream()
                        .map(point -> new Advice.Point(point.getAheadMetres(), point.getLeftMetres()))
                        .toList());
            case WAIT -> new Advice.Wait(order.getWait().getSeconds());
            case LANE_CLOSED -> new Advice.LaneClosed();
            case PULL_OVER -> new Advice.PullOver();
            case ADVICE_NOT_SET -> new Advice.Choose("");
        };
    }

    static AssistOption option(Offer offer) {
        AssistOption.Builder option =
                AssistOption.newBuilder().setOptionId(offer.id()).setWords(offer.words());
        offer.path().forEach(point -> option.addPath(point(point.aheadMetres(), point.leftMetres())));
        return option.build();
    }

    static PathPoint point(double ahead, double left) {
        return PathPoint.newBuilder()
                .setAheadMetres((float) ahead)
                .setLeftMetres((float) left)
                .build();
    }

    static AssistKind kind(Cause cause) {
        return switch (cause) {
            case BLOCKED -> AssistKind.ASSIST_KIND_BLOCKED;
            case UNSURE -> AssistKind.ASSIST_KIND_UNSURE;
            case STOPPED_ITSELF -> AssistKind.ASSIST_KIND_STOPPED_ITSELF;
            case NOT_PERMITTED -> AssistKind.ASSIST_KIND_NOT_PERMITTED;
            case OUTSIDE_AREA -> AssistKind.ASSIST_KIND_OUTSIDE_AREA;
            case STUCK -> AssistKind.ASSIST_KIND_STUCK;
        };
    }

    static AssistEnd end(AssistNews.End end) {
        return switch (end) {
            case MOVED_ON -> AssistEnd.ASSIST_END_MOVED_ON;
            case MINIMAL_RISK -> AssistEnd.ASSIST_END_MINIMAL_RISK;
            case MISSION_OVER -> AssistEnd.ASSIST_END_MISSION_OVER;
            case EXPIRED -> AssistEnd.ASSIST_END_EXPIRED;
        };
    }

    static AssistOutcome outcome(AdviceVerdict verdict) {
        return switch (verdict) {
            case AdviceVerdict.Accepted _ -> AssistOutcome.ASSIST_OUTCOME_ACCEPTED;
            case AdviceVerdict.Refused no ->
                no.reason() == AdviceVerdict.Reason.EXPIRED
                        ? AssistOutcome.ASSIST_OUTCOME_EXPIRED
                        : AssistOutcome.ASSIST_OUTCOME_REFUSED;
        };
    }
}
