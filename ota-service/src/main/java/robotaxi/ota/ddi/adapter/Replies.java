package robotaxi.ota.ddi.adapter;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import robotaxi.ota.ddi.Answer;

/** Answers to what devices say: 200 and nothing else, as some of their clients demand, or the refusal. */
final class Replies {
    private Replies() {}

    static Response ok() {
        return Response.ok().type(MediaType.APPLICATION_JSON).build();
    }

    static Response of(Answer answer) {
        return switch (answer) {
            case Answer.Taken _, Answer.Shown _ -> ok();
            case Answer.Refused(Answer.Reason reason) -> throw refusal(reason);
        };
    }

    static DdiException refusal(Answer.Reason reason) {
        return switch (reason) {
            case UNKNOWN -> DdiException.unknown("there is no such update for this device now");
            case GONE -> DdiException.gone();
            case NOT_CANCELLING -> DdiException.notCancelling();
            case TOO_MUCH -> DdiException.tooMany("the update has as many rows as one may have");
        };
    }
}
