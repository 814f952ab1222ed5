package robotaxi.onboard.car.adapter;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import robotaxi.contracts.command.v1.Command;
import robotaxi.onboard.queue.SmallFile;

/** The last command of each emergency that the car remembers, on disk, so that what is in force survives a restart of the agent. */
final class EmergencyFile {
    private final SmallFile file;

    EmergencyFile(Path path) {
        file = new SmallFile(path);
    }

    /** All of them, oldest first. */
    List<Command> read() throws IOException {
        List<Command> commands = new ArrayList<>();
        var in = new ByteArrayInputStream(file.read().orElse(new byte[0]));
        while (in.available() > 0) {
            commands.add(Command.parseDelimitedFrom(in));
        }
        return commands;
    }

    /** Durable when this returns. */
    void write(Collection<Command> commands) {
        var out = new ByteArrayOutputStream();
        try {
            for (Command command : commands) {
                command.writeDelimitedTo(out);
            }
            file.write(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
