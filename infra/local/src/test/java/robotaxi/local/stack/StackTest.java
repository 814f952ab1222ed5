package robotaxi.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackTest {
    @TempDir
    private Path root;

    @Test
    void aSecondLauncherIsTurnedAwayAndLeavesTheStackOfTheFirstAsItIs() throws IOException {
        var folder = new StackFolder(root, root);
        Path addresses = Files.writeString(folder.file("stack.json"), "{}");
        var second = new Stack(folder, new StackOptions(null, "Monaco", 1, 0, 0, 0, 0, 1), line -> {});
        try (FileChannel file =
                        FileChannel.open(folder.file("up.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = file.lock()) {
            assertThat(held.isValid()).isTrue();
            assertThatThrownBy(second::up).isInstanceOf(StackException.class).hasMessageContaining("already up");
            assertThat(second.isOurs()).isFalse();
            second.down();
            assertThat(addresses).exists();
        }
    }
}
