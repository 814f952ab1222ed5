package robotaxi.onboard.command.adapter;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.link.v1.CommandReport;
import robotaxi.onboard.command.CommandMemory;
import robotaxi.onboard.queue.Folders;
import robotaxi.onboard.queue.Quarantine;
import robotaxi.onboard.queue.RecordFile;

/** Orders and what became of them, on disk: an order is stored before the car says that it has it. */
final class CommandJournal implements Closeable {
    private static final long COMPACT_AT_BYTES = 4L << 20;
    private static final byte ORDER = 'C';
    private static final byte REPORT = 'S';

    private final CommandMemory memory = new CommandMemory();
    private final Map<String, Command> open = new LinkedHashMap<>();
    private final Path path;
    private final Quarantine quarantine;
    private RecordFile file;

    CommandJournal(Path path) throws IOException {
        this.path = path;
        this.quarantine = new Quarantine(path.resolveSibling(path.getFileName() + ".quarantine"));
        this.file = RecordFile.open(path, quarantine, (position, payload) -> replay(payload));
        if (file.size() > COMPACT_AT_BYTES) {
            compact();
        }
    }

    private void replay(byte[] payload) {
        byte[] body = java.util.Arrays.copyOfRange(payload, 1, payload.length);
        try {
            if (payload[0] == ORDER) {
                remember(Command.parseFrom(body));
            } else {
                remember(CommandReport.parseFrom(body));
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the command journal holds something that is no command", e);
        }
    }

    private void remember(Command command) {
        open.put(command.getCommandId(), command);
        memory.put(
                command.getCommandId(),
                new CommandMemory.Remembered(command.getSequence(), CommandState.COMMAND_STATE_RECEIVED_VALUE, "", ""));
    }

    private void remember(CommandReport report) {
        if (isFinal(report.getState())) {
            open.remove(report.getCommandId());
        }
        memory.put(
                report.getCommandId(),
                new CommandMemory.Remembered(
                        report.getSequence(), report.getState().getNumber(), report.getCode(), report.getDetail()));
    }

    static boolean isFinal(CommandState state) {
        return switch (state) {
            case COMMAND_STATE_SUCCEEDED,
                    COMMAND_STATE_FAILED,
                    COMMAND_STATE_REJECTED,
                    COMMAND_STATE_EXPIRED,
                    COMMAND_STATE_CANCELLED,
                    COMMAND_STATE_SUPERSEDED -> true;
            default -> false;
        };
    }

    synchronized void store(Command command) {
        append(ORDER, command.toByteArray());
        remember(command);
    }

    synchronized void store(CommandReport report) {
        append(REPORT, report.toByteArray());
        remember(report);
    }

    private void append(byte kind, byte[] body) {
        byte[] payload = new byte[body.length + 1];
        payload[0] = kind;
        System.arraycopy(body, 0, payload, 1, body.length);
        try {
            file.append(payload);
            file.force();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compact() throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        RecordFile old = file;
        Map<String, Command> stillOpen = new LinkedHashMap<>(open);
        Map<String, CommandMemory.Remembered> known = new LinkedHashMap<>(memory.all());
        file = RecordFile.open(fresh, quarantine, (position, payload) -> {});
        stillOpen.values().forEach(command -> append(ORDER, command.toByteArray()));
        known.forEach((id, last) -> append(
                REPORT,
                CommandReport.newBuilder()
                        .setCommandId(id)
                        .setSequence(last.sequence())
                        .setStateValue(last.state())
                        .setCode(last.code())
                        .setDetail(last.detail())
                        .build()
                        .toByteArray()));
        old.close();
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Folders.sync(Objects.requireNonNull(path.toAbsolutePath().getParent()));
    }

    synchronized CommandMemory memory() {
        return memory;
    }

    /** Orders that have no end yet, oldest first. */
    synchronized List<Command> open() {
        return List.copyOf(open.values());
    }

    /** An order that has no end yet. */
    synchronized Optional<Command> open(String commandId) {
        return Optional.ofNullable(open.get(commandId));
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
