package robotaxi.onboard.car;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import robotaxi.onboard.model.ThinkingNeed;

class CommandLineTest {
    private static CommandLine parse(String line) {
        return CommandLine.parse(line.split(" "));
    }

    @Test
    void eachPurposeIsUnderstood() {
        assertThat(parse("--config a.json")).isEqualTo(new CommandLine.Fleet(Path.of("a.json")));
        assertThat(
                        parse(
                                "--alpasim --model m.zip --listen 127.0.0.1:0 --thinking need --seed 7 --samples 6 --providers cpu"))
                .isEqualTo(new CommandLine.Door(
                        "m.zip", "127.0.0.1", 0, ThinkingNeed.Policy.NEED, OptionalLong.of(7), 6, List.of("cpu"), 1));
        assertThat(parse("--verify-model m.zip --threads 2"))
                .isEqualTo(new CommandLine.Verify("m.zip", List.of("tensorrt", "cuda", "cpu"), 2));
        assertThat(parse("--help")).isInstanceOf(CommandLine.Help.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--alpasim",
                "--alpasim --model m.zip --listen nowhere",
                "--alpasim --model m.zip --listen a:b",
                "--alpasim --model m.zip --thinking slowly",
                "--alpasim --model m.zip --speed 3",
                "--config",
                "--verify-model m.zip --seed 3"
            })
    void whatCannotBeUnderstoodIsRefused(String line) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(IllegalArgumentException.class);
    }
}
