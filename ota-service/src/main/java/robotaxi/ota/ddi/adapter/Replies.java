package robotaxi.ota.ddi.adapter;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import robotaxi.ota.ddi.AnswerDevices.Answer;

/** Answers to what devices say: 200 and nothing else, as some of their clients demand, or the refusal. */
final class Replies {
    private Replies() {}

    static Response ok() {
        return Response.ok().type(MediaType.APPLICATION_JSON).build();
    }

    static Response of(Answer answer) {
        return switch (answer) {
            case TAKEN -> ok();
            case UNKNOWN -> throw DdiException.unknown("there is no such update of this device");
            case GONE -> throw DdiException.gone();
            case NOT_CANCELLING -> throw DdiException.notCancelling();
            case TOO_MUCH -> throw DdiException.tooMany("the update has as many rows as one may have");
        };
    }
}
