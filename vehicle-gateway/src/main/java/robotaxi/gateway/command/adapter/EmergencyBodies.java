package robotaxi.gateway.command.adapter;

import com.google.protobuf.InvalidProtocolBufferException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import robotaxi.contracts.command.v1.Command;
import robotaxi.kit.ids.Ids;

/** What commands say: their own words, or those of their emergency, which never change. Used by the ledger's one writer alone. */
@ApplicationScoped
class EmergencyBodies {
    private static final int MOST_KEPT = 64;
    private static final String END = CommandRow.kind(Command.BodyCase.END_EMERGENCY);

    private final EmergencyTable table;
    private final Ids ids;
    private final Map<String, Command> known = new HashMap<>();

    @Inject
    EmergencyBodies(EmergencyTable table, Ids ids) {
        this.table = table;
        this.ids = ids;
    }

    String nextId() {
        return ids.next();
    }

    /** The command as its car gets it. */
    Command commandOf(CommandRow row) {
        if (!row.emergencyId.isEmpty()) {
            return bodyOf(row.emergencyId, row.kind.equals(END)).toBuilder()
                    .setCommandId(row.id)
                    .setVehicleId(row.vehicleId)
                    .setSequence(row.sequence)
                    .build();
        }
        try {
            return Command.parseFrom(row.body);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What an emergency orders, or what ends it. */
    Command bodyOf(String emergencyId, boolean isEnd) {
        if (known.size() > MOST_KEPT) {
            known.clear();
        }
        return known.computeIfAbsent(emergencyId + (isEnd ? "/end" : ""), key -> table.body(emergencyId, isEnd));
    }

    /** Emergencies in force of which these cars have no command yet. */
    Map<String, List<String>> missing(Collection<String> vehicleIds, Instant now) {
        return table.missing(vehicleIds, now);
    }
}
