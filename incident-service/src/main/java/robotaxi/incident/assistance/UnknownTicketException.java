package robotaxi.incident.assistance;

import robotaxi.kit.problem.FleetException;

/** There is no such question. */
public final class UnknownTicketException extends FleetException {
    private static final long serialVersionUID = 1L;

    UnknownTicketException(String id) {
        super(AssistError.UNKNOWN, id);
    }
}
