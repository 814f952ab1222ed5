package robotaxi.gateway.command.adapter;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ledger could not be read or written. */
class LedgerFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Classes of SQL states: connection, resources, operator's intervention. */
    private static final Set<String> OUTAGES = Set.of("08", "53", "57");

    LedgerFaultException(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    /** Whether it is the database that is away, so that it would be no better with less at a time. */
    static boolean isOutage(Throwable fault) {
        for (Throwable each = fault; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql) {
                return isOutage(sql.getSQLState());
            }
        }
        return false;
    }

    private static boolean isOutage(@Nullable String state) {
        return state == null || OUTAGES.contains(state.substring(0, Math.min(2, state.length())));
    }
}
