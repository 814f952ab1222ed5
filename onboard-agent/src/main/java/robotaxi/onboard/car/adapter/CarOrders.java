package robotaxi.onboard.car.adapter;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.command.v1.ActivateRelease;
import robotaxi.contracts.command.v1.BookmarkMoment;
import robotaxi.contracts.command.v1.CancelMission;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.GiveAdvice;
import robotaxi.contracts.command.v1.InstallRelease;
import robotaxi.contracts.command.v1.MissionPurpose;
import robotaxi.contracts.command.v1.Preconditions;
import robotaxi.contracts.command.v1.SetOperatingArea;
import robotaxi.contracts.command.v1.ShowView;
import robotaxi.contracts.command.v1.SignalPresence;
import robotaxi.contracts.command.v1.StartMission;
import robotaxi.contracts.command.v1.UnlockDoors;
import robotaxi.onboard.assistance.AdviceVerdict;
import robotaxi.onboard.assistance.AssistNews;
import robotaxi.onboard.car.LocalFrame;
import robotaxi.onboard.command.adapter.CommandEffects;
import robotaxi.onboard.door.BusReport;
import robotaxi.onboard.mission.Answer;
import robotaxi.onboard.mission.Emergency;
import robotaxi.onboard.mission.Happening;
import robotaxi.onboard.mission.Mission;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Pose2;

/** What orders do to this car. Runs on the car's mailbox. */
final class CarOrders implements CommandEffects {
    private static final double STANDING_SPEED = 0.1;

    private final CarState state;
    private final MissionFile missionFile;
    private final EmergencyFile emergencyFile;
    private final AreaOrders areas;
    private final Map<String, Command> emergencyCommands = new LinkedHashMap<>();
    private final LocalFrame frame;
    private final Releases releases;
    private final Bookmarks bookmarks;
    private final BooleanSupplier keepsRecords;
    private final Consumer<Happening> tell;
    private final AssistVoice questions;
    private @Nullable Command missionCommand;

    /** What brings releases to the car. */
    interface Releases {
        Answer install(Command command, InstallRelease order);

        Answer activate(Command command, ActivateRelease order);

        Answer look(Command command);
    }

    /** Who keeps a recording of now; false when the car has not seen anything yet. */
    interface Bookmarks {
        boolean bookmark(String reason);
    }

    CarOrders(
            CarState state,
            MissionFile missionFile,
            EmergencyFile emergencyFile,
            AreaOrders areas,
            LocalFrame frame,
            Releases releases,
            Bookmarks bookmarks,
            BooleanSupplier keepsRecords,
            Consumer<Happening> tell,
            AssistVoice questions) {
        this.state = state;
        this.missionFile = missionFile;
        this.emergencyFile = emergencyFile;
        this.areas = areas;
        this.frame = frame;
        this.releases = releases;
        this.bookmarks = bookmarks;
        this.keepsRecords = keepsRecords;
        this.tell = tell;
        this.questions = questions;
    }

    /** Goes on with the mission on disk; answers its command's id, or empty. */
    String resume() throws java.io.IOException {
        Optional<MissionFile.Kept> kept = missionFile.read();
        if (kept.isEmpty()) {
            return "";
        }
        Command command = kept.get().command();
        missionCommand = command;
        locked(() -> {
            Mission mission = MissionWire.mission(command, frame, new Pose2(0, 0, 0));
            state.desk.resume(mission, kept.get().phase());
            return mission;
        });
        return command.getCommandId();
    }

    /** Puts the emergencies on disk in force again, and says what could not be said any more; answers their commands' ids. */
    Set<String> resumeEmergencies() throws java.io.IOException {
        Set<String> commandIds = new HashSet<>();
        for (Command command : emergencyFile.read()) {
            emergencyCommands.put(EmergencyWire.id(command), command);
            commandIds.add(command.getCommandId());
            if (locked(() -> take(command, true)) instanceof Answer.Taken taken) {
                tell(taken);
            }
        }
        return commandIds;
    }

    @Override
    public Answer emergency(Command command) {
        Answer answer = locked(() -> take(command, false));
        if (answer instanceof Answer.Taken) {
            emergencyCommands.remove(EmergencyWire.id(command));
            emergencyCommands.put(EmergencyWire.id(command), command);
            emergencyCommands.keySet().removeIf(id -> !locked(() -> state.emergencies.remembers(id)));
            emergencyFile.write(emergencyCommands.values());
        }
        return answer;
    }

    private Answer take(Command command, boolean isWhereverTheCarIs) {
        if (command.hasEndEmergency()) {
            return state.emergencies.end(EmergencyWire.id(command), command.getCommandId());
        }
        try {
            Emergency emergency = EmergencyWire.emergency(command, frame);
            return state.emergencies.begin(emergency, isWhereverTheCarIs || isConcerned(emergency));
        } catch (IllegalArgumentException e) {
            return new Answer.Refused("emergency.bad-area", String.valueOf(e.getMessage()));
        }
    }

    /** A car that does not know where it is takes every emergency for its own. */
    private boolean isConcerned(Emergency emergency) {
        return state.ego
                .newest()
                .map(ego -> emergency.concerns(ego.pose().x(), ego.pose().y()))
                .orElse(true);
    }

    @Override
    public String unmet(Preconditions preconditions) {
        return locked(() -> {
            String wanted = preconditions.getMissionId();
            String present = state.desk.mission().map(Mission::missionId).orElse("");
            if (!wanted.isEmpty() && !wanted.equals(present)) {
                return "another mission is under way";
            }
            double speed =
                    state.ego.newest().map(EgoState::speedMetresPerSecond).orElse(0.0);
            if (preconditions.getStandingStill() && Math.abs(speed) > STANDING_SPEED) {
                return "the car moves";
            }
            BusReport bus = state.bus;
            int least = preconditions.getLeastChargePercent();
            if (least > 0 && (bus == null || bus.batteryPercent() < least)) {
                return bus == null
                        ? "the car does not know its charge"
                        : "the battery is at %.0f %%, %d %% are needed".formatted(bus.batteryPercent(), least);
            }
            boolean empty = bus != null && !bus.body().occupied() && bus.body().doorsClosed();
            return preconditions.getEmpty() && !empty ? "somebody sits in the car, or a door is open" : "";
        });
    }

    @Override
    public Answer startMission(Command command, StartMission order) {
        // Who sits in the car is still brought home: only a new rider is not taken on.
        if (order.getPurpose() == MissionPurpose.MISSION_PURPOSE_PICKUP && !keepsRecords.getAsBoolean()) {
            return new Answer.Refused("records.no-room", "the car cannot keep its records");
        }
        Optional<Answer.Refused> forbidden = forbid(order.getPurpose());
        if (forbidden.isPresent()) {
            return forbidden.get();
        }
        Answer answer = locked(() -> {
            Pose2 here = state.ego.newest().map(EgoState::pose).orElse(new Pose2(0, 0, 0));
            Mission mission = MissionWire.mission(command, frame, here);
            double joins = mission.route().joinAt(here.x(), here.y()).sMetres();
            Optional<Answer.Refused> no = state.emergencies
                    .refuse(mission.route(), joins)
                    .or(() -> state.areas.refuse(mission.route(), joins));
            return no.isPresent() ? no.get() : state.desk.start(mission);
        });
        if (answer instanceof Answer.Taken) {
            missionCommand = command;
            keep();
        }
        return answer;
    }

    /** Who sits in the car is not refused the way home: the car takes the mission, stands, and asks a person. */
    private Optional<Answer.Refused> forbid(MissionPurpose purpose) {
        boolean hasRider =
                purpose == MissionPurpose.MISSION_PURPOSE_DROPOFF || purpose == MissionPurpose.MISSION_PURPOSE_STOP;
        return hasRider
                ? Optional.empty()
                : state.notPermitted()
                        .map(fault -> new Answer.Refused(fault.code(), fault.detail()))
                        .or(() -> areas.forbid(purpose == MissionPurpose.MISSION_PURPOSE_PICKUP));
    }

    @Override
    public Answer setOperatingArea(Command command, SetOperatingArea order) {
        return areas.set(command.getCommandId(), order);
    }

    @Override
    public Answer unlockDoors(Command command, UnlockDoors order) {
        Answer answer = locked(() -> state.desk.unlock(command.getCommandId(), order.getRideId()));
        keep();
        return answer;
    }

    @Override
    public Answer bookmarkMoment(Command command, BookmarkMoment order) {
        return bookmarks.bookmark(order.getReason())
                ? new Answer.Taken(List.of(new Happening.Heeded(command.getCommandId(), "")))
                : new Answer.Refused(
                        "bookmark.nothing-seen", "the car has not seen anything yet, or was asked just now");
    }

    @Override
    public Answer signalPresence(Command command, SignalPresence order) {
        return locked(() -> {
            Answer answer = state.desk.signal(command.getCommandId(), order.getRideId());
            if (answer instanceof Answer.Taken) {
                state.signal(order.getHonk(), order.getFlash());
            }
            return answer;
        });
    }

    @Override
    public Answer cancelMission(Command command, CancelMission order) {
        Answer answer =
                locked(() -> state.desk.cancel(command.getCommandId(), order.getMissionId(), order.getReason()));
        keep();
        return answer;
    }

    @Override
    public Answer takeBack(Command command, Command target) {
        if (!target.hasStartMission()) {
            return new Answer.Refused("command.cannot-be-taken-back", "its effect has begun and cannot be undone");
        }
        String reason = command.getCancelCommand().getReason();
        String missionId = target.getStartMission().getMissionId();
        Answer answer = locked(() -> state.desk.cancel(command.getCommandId(), missionId, reason));
        keep();
        return answer;
    }

    @Override
    public Answer installRelease(Command command, InstallRelease order) {
        return releases.install(command, order);
    }

    @Override
    public Answer activateRelease(Command command, ActivateRelease order) {
        return releases.activate(command, order);
    }

    @Override
    public Answer lookAtDirector(Command command) {
        return releases.look(command);
    }

    @Override
    public Answer giveAdvice(Command command, GiveAdvice order) {
        AssistNews.Judged judged = locked(() -> state.assistance.advise(
                command.getCommandId(),
                order.getRequestId(),
                order.getSceneId(),
                AssistWire.advice(order),
                state::isOpen,
                System.nanoTime()));
        questions.judged(judged);
        return switch (judged.verdict()) {
            case AdviceVerdict.Accepted _ ->
                new Answer.Taken(List.of(new Happening.Heeded(command.getCommandId(), "")));
            case AdviceVerdict.Refused no -> new Answer.Refused(no.reason().code(), no.detail());
        };
    }

    @Override
    public Answer showView(Command command, ShowView order) {
        if (order.getViewId().isEmpty()) {
            return new Answer.Refused("view.malformed", "the view has no id");
        }
        return locked(() -> {
            state.show.order(order.getViewId(), order.getSeconds(), System.nanoTime());
            return new Answer.Taken(List.of(new Happening.Heeded(command.getCommandId(), "")));
        });
    }

    @Override
    public void tell(Answer.Taken taken) {
        taken.happenings().forEach(tell);
    }

    /** Brings the disk up to what is true now. */
    void keep() {
        Command command = missionCommand;
        boolean present = locked(() -> state.desk.mission().isPresent());
        if (!present || command == null) {
            missionFile.clear();
        } else {
            missionFile.write(command, locked(() -> state.desk.phase()));
        }
    }

    private interface Work<T> {
        T run();
    }

    private <T> T locked(Work<T> work) {
        state.lock.lock();
        try {
            return work.run();
        } finally {
            state.lock.unlock();
        }
    }
}
