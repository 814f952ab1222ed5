package robotaxi.ota.ddi;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.ddi.Answer.Reason;
import robotaxi.ota.fleet.Fleet;
import robotaxi.ota.fleet.FleetVehicle;
import robotaxi.ota.rollout.DeviceAction;
import robotaxi.ota.rollout.FollowVehicles;
import robotaxi.ota.rollout.RolloutCar;
import robotaxi.ota.rollout.Rollouts;
import robotaxi.ota.rollout.VehicleState;

/**
 * Hears what many devices say of their updates, in one transaction: a statement for all of them costs little more than one for each.
 * Locks the devices' updates alone.
 */
public final class HearDevices {
    private final Rollouts rollouts;
    private final FollowVehicles vehicles;
    private final Devices devices;
    private final DeviceLog log;
    private final Fleet fleet;
    private final InstantSource clock;

    /** Hears devices whose updates are kept there. */
    public HearDevices(
            Rollouts rollouts,
            FollowVehicles vehicles,
            Devices devices,
            DeviceLog log,
            Fleet fleet,
            InstantSource clock) {
        this.rollouts = rollouts;
        this.vehicles = vehicles;
        this.devices = devices;
        this.log = log;
        this.fleet = fleet;
        this.clock = clock;
    }

    /** What a word amounts to, given how its update stands. */
    private sealed interface Sense {
        record Nothing(Reason why) implements Sense {}

        record Look(RolloutCar update, DeviceAction action) implements Sense {}

        record Said(RolloutCar update, DeviceAction action, Feedback feedback, Meaning meaning) implements Sense {}
    }

    /**
     * Takes words, each of another update. A last word counts in spite of the wish that the device give up; a rollout that is held
     * shows nothing new.
     *
     * @return the answers, in the order of the words
     */
    public List<Answer> handle(List<Word> words) {
        Map<Integer, RolloutCar> updates = rollouts
                .lockActions(words.stream().map(Word::actionId).toList())
                .stream()
                .collect(Collectors.toMap(HearDevices::actionId, Function.identity()));
        List<Sense> senses = words.stream()
                .map(word -> sense(word, updates.get(word.actionId())))
                .toList();
        Set<Integer> kept = keep(senses);
        List<Sense.Said> heard = all(senses, Sense.Said.class)
                .filter(said -> kept.contains(said.action().id()))
                .toList();
        note(senses, heard);
        // Before it is judged: a rollout that is rolled back looks for who runs its release.
        committed(heard);
        vehicles.report(heard.stream().flatMap(HearDevices::report).toList());
        Map<String, FleetVehicle> cars = fleet.find(all(senses, Sense.Look.class)
                .map(look -> look.update().car().vehicleId())
                .toList());
        return senses.stream().map(sense -> answer(sense, kept, cars)).toList();
    }

    private static int actionId(RolloutCar update) {
        return Objects.requireNonNull(update.car().action()).id();
    }

    private Sense sense(Word word, @Nullable RolloutCar update) {
        DeviceAction action = update == null ? null : update.car().action();
        if (update == null || action == null || !update.car().vehicleId().equals(word.deviceId())) {
            return new Sense.Nothing(unknown(word));
        }
        VehicleState now = update.car().state();
        return switch (word) {
            case Word.Look _ ->
                Standing.taskOf(update) instanceof Standing.Task.Install
                        ? new Sense.Look(update, action)
                        : new Sense.Nothing(Reason.UNKNOWN);
            case Word.OfUpdate _ when now == VehicleState.ELIGIBLE -> new Sense.Nothing(Reason.UNKNOWN);
            case Word.OfUpdate _ when now.ended() && now != VehicleState.LOST -> new Sense.Nothing(Reason.GONE);
            case Word.OfUpdate of ->
                new Sense.Said(update, action, of.feedback(), Meaning.ofUpdate(now, of.feedback()));
            case Word.OfCancel of ->
                action.cancelling() && !now.ended()
                        ? new Sense.Said(update, action, of.feedback(), Meaning.ofCancel(of.feedback()))
                        : new Sense.Nothing(Reason.NOT_CANCELLING);
        };
    }

    /** A device that is rolled back has another update now, and may say a last word of the one before. */
    private Reason unknown(Word word) {
        return switch (word) {
            case Word.OfCancel _ -> Reason.NOT_CANCELLING;
            case Word.Look _ -> Reason.UNKNOWN;
            case Word.OfUpdate of -> devices.hadAction(of.deviceId(), of.actionId()) ? Reason.GONE : Reason.UNKNOWN;
        };
    }

    /** Keeps what was said, and that an update was looked at for the first time. Answers of which updates there was room for it. */
    private Set<Integer> keep(List<Sense> senses) {
        Instant now = clock.instant();
        return log.append(senses.stream()
                .flatMap(sense -> switch (sense) {
                    case Sense.Said said ->
                        Stream.of(new DeviceLog.Entry(
                                said.action().id(),
                                now,
                                said.meaning().status(),
                                said.feedback().messages()));
                    case Sense.Look look
                    when !look.action().retrieved() ->
                        Stream.of(new DeviceLog.Entry(look.action().id(), now, "RETRIEVED", List.of()));
                    case Sense.Look _, Sense.Nothing _ -> Stream.<DeviceLog.Entry>empty();
                })
                .toList());
    }

    /** Notes first looks, and that devices go on which were asked to give up. */
    private void note(List<Sense> senses, List<Sense.Said> heard) {
        Stream<RolloutCar> looked = all(senses, Sense.Look.class)
                .filter(look -> !look.action().retrieved())
                .map(look -> look.update().with(look.action().read()));
        Stream<RolloutCar> goOn = heard.stream()
                .filter(said -> said.meaning().effect() instanceof Meaning.Effect.GoesOn)
                .map(said -> said.update().with(said.action().cancelling(false)));
        RolloutCar.byRollout(Stream.concat(looked, goOn).toList())
                .forEach((rollout, cars) -> rollouts.saveVehicles(rollout.plan().id(), cars));
    }

    private static Stream<FollowVehicles.Report> report(Sense.Said said) {
        List<String> messages = said.feedback().messages();
        return switch (said.meaning().effect()) {
            case Meaning.Effect.Step step -> {
                VehicleState next = said.update().car().meaningOf(step.next());
                String code = switch (next) {
                    case FAILED -> "device.failed";
                    case CANCELLED -> "rollout.cancelled";
                    default -> "";
                };
                String detail = messages.isEmpty() || step.next() == VehicleState.COMMITTED ? "" : messages.getLast();
                yield Stream.of(new FollowVehicles.Report(said.update(), next, code, detail));
            }
            case Meaning.Effect.Alive _ ->
                Stream.of(new FollowVehicles.Report(
                        said.update(), said.update().car().state(), "", ""));
            case Meaning.Effect.GoesOn _ -> Stream.empty();
        };
    }

    private void committed(List<Sense.Said> heard) {
        Map<String, List<String>> byRelease = heard.stream()
                .filter(said -> said.meaning().effect().equals(new Meaning.Effect.Step(VehicleState.COMMITTED)))
                .collect(Collectors.groupingBy(
                        said -> said.update().destination(),
                        Collectors.mapping(said -> said.update().car().vehicleId(), Collectors.toList())));
        Instant now = clock.instant();
        byRelease.forEach((releaseId, deviceIds) -> {
            // Devices before vehicles, as the times of polls are written, so that the two do not wait for each other.
            devices.wantAttributes(deviceIds);
            fleet.running(deviceIds, releaseId, now);
        });
    }

    private static Answer answer(Sense sense, Set<Integer> kept, Map<String, FleetVehicle> cars) {
        return switch (sense) {
            case Sense.Nothing(Reason why) -> new Answer.Refused(why);
            case Sense.Said said ->
                kept.contains(said.action().id()) ? new Answer.Taken() : new Answer.Refused(Reason.TOO_MUCH);
            case Sense.Look(RolloutCar update, DeviceAction _) -> {
                FleetVehicle car = cars.get(update.car().vehicleId());
                yield car == null ? new Answer.Refused(Reason.UNKNOWN) : new Answer.Shown(update, car.hardwareId());
            }
        };
    }

    private static <T extends Sense> Stream<T> all(List<Sense> senses, Class<T> kind) {
        return senses.stream().filter(kind::isInstance).map(kind::cast);
    }
}
