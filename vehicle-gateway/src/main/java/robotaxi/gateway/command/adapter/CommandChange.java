package robotaxi.gateway.command.adapter;

import java.time.Instant;
import robotaxi.gateway.command.CommandState;

/**
 * One change of a command, for its history.
 *
 * @param sessionEpoch session that brought it, 0 if none did
 * @param applied false for what the car said after the command's end, which changed nothing
 */
record CommandChange(
        String commandId,
        CommandState state,
        String code,
        String detail,
        Instant at,
        long sessionEpoch,
        boolean applied) {}
