package robotaxi.onboard.car.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import robotaxi.contracts.command.v1.Command;
import robotaxi.onboard.mission.MissionPhase;
import robotaxi.onboard.queue.SmallFile;

/** The mission under way on disk, so that it survives a restart of the agent. */
final class MissionFile {
    private final SmallFile file;

    MissionFile(Path path) {
        file = new SmallFile(path);
    }

    record Kept(Command command, MissionPhase phase) {}

    Optional<Kept> read() throws IOException {
        Optional<byte[]> content = file.read();
        if (content.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = content.get();
        MissionPhase phase =
                MissionPhase.valueOf(new String(bytes, 1, bytes[0], java.nio.charset.StandardCharsets.US_ASCII));
        return Optional.of(new Kept(Command.parseFrom(Arrays.copyOfRange(bytes, 1 + bytes[0], bytes.length)), phase));
    }

    void write(Command command, MissionPhase phase) {
        byte[] name = phase.name().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] body = command.toByteArray();
        byte[] content = new byte[1 + name.length + body.length];
        content[0] = (byte) name.length;
        System.arraycopy(name, 0, content, 1, name.length);
        System.arraycopy(body, 0, content, 1 + name.length, body.length);
        try {
            file.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void clear() {
        try {
            file.delete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
