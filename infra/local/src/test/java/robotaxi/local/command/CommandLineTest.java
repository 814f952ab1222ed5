package robotaxi.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import robotaxi.local.Main;
import robotaxi.local.stack.StackException;
import robotaxi.local.stack.StackOptions;

class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        return new CommandLine(Main.class)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }

    private static StackOptions options(String... words) {
        return CommandLine.populateCommand(new StackOptionsMixin(), words).options();
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "down", "status", "logs", "demo", "release", "evidence", "trust", "verify", "reset"})
    void everyCommandExplainsItself(String name) {
        assertThat(run(name, "--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: robotaxi " + name);
        assertThat(out.toString().lines().count()).isGreaterThan(2);
    }

    @Test
    void theHelpListsEveryCommand() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("up", "down", "status", "logs", "demo", "release", "evidence", "trust", "verify", "reset");
    }

    @ParameterizedTest
    @CsvSource({
        "up --teapot",
        "reset",
        "release",
        "teapot",
        "up --cars many",
        "evidence",
        "evidence a@1 hearsay report.json"
    })
    void aWrongCommandLineEndsWithTwoAndDoesNothing(String line) {
        assertThat(run(line.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString())
                .containsAnyOf("Unknown option", "Missing required", "Unmatched argument", "Invalid value");
    }

    @Test
    void withoutOptionsItIsMonacoWithTwentyCars() {
        StackOptions options = options();
        assertThat(options.cars()).isEqualTo(20);
        assertThat(options.marketId()).isEqualTo("monaco");
        assertThat(options.map()).isNull();
    }

    @Test
    void aCitysNameBecomesAnId() {
        assertThat(options("--market", "Las Vegas").marketId()).isEqualTo("las-vegas");
    }

    @ParameterizedTest
    @CsvSource({"0, --cars must be", "501, --cars must be"})
    void aFleetHasASize(String cars, String complaint) {
        assertThatThrownBy(() -> options("--cars", cars))
                .isInstanceOf(StackException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void aMapMustBeThereAndHaveACitysName() {
        assertThatThrownBy(() -> options("--map", "no-such.osm.pbf", "--market", "Nowhere"))
                .hasMessageContaining("no-such.osm.pbf cannot be read");
        assertThatThrownBy(() -> options("--map", "pom.xml")).hasMessageContaining("--market");
    }
}
