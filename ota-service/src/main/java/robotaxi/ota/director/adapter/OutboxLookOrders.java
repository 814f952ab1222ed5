package robotaxi.ota.director.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.Topics;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.LookAtDirector;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.outbox.Outbox;
import robotaxi.kit.signing.CommandSigner;
import robotaxi.ota.director.LookOrders;
import robotaxi.ota.store.adapter.Sql;

/** Orders to look, by the outbox. */
@ApplicationScoped
class OutboxLookOrders implements LookOrders {
    /** A car whose link is down for longer has looked by itself when it is up again. */
    private static final Duration WITHIN = Duration.ofHours(1);

    private final Sql sql;
    private final Outbox outbox;
    private final CommandSigner signer;
    private final Ids ids;
    private final InstantSource clock;

    @Inject
    OutboxLookOrders(Sql sql, Outbox outbox, CommandSigner signer, Ids ids, InstantSource clock) {
        this.sql = sql;
        this.outbox = outbox;
        this.signer = signer;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public void order(String releaseId) {
        // Devices that ask for themselves know no orders.
        List<String> cars = sql.list(
                "select vehicle_id from vehicle where running_release_id = ?"
                        + " and not exists (select from device where device_id = vehicle_id) order by vehicle_id",
                row -> row.getString(1),
                releaseId);
        Instant now = clock.instant();
        outbox.append(cars.stream().map(car -> order(car, releaseId, now)).toList());
    }

    private Outbox.Event order(String vehicleId, String releaseId, Instant now) {
        String id = ids.next();
        Command.Builder command = Command.newBuilder()
                .setCommandId(id)
                .setVehicleId(vehicleId)
                .setSender("ota")
                .setIssuedAt(ProtoTime.of(now))
                .setNotAfter(ProtoTime.of(now.plus(WITHIN)))
                .setEffectKey("driving-stopped/" + releaseId)
                .setLookAtDirector(LookAtDirector.getDefaultInstance());
        return new Outbox.Event(Topics.VEHICLE_COMMANDS, vehicleId, id, signer.sign(command));
    }
}
