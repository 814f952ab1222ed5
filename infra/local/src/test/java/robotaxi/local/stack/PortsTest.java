package robotaxi.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    /** Port 0 is always free: only those that a test names can be taken. */
    private static Ports with(String variable, int port) {
        return new Ports(name -> name.equals(variable) ? String.valueOf(port) : "0");
    }

    @Test
    void portsAreThoseOfTheArchitectureUnlessTheEnvironmentSaysOtherwise() {
        var ports = new Ports(name -> name.equals("ROBOTAXI_PORT_GATEWAY_LINK") ? "19443" : null);
        assertThat(ports.of("dispatch")).isEqualTo(8081);
        assertThat(ports.of("gateway-link")).isEqualTo(19443);
        assertThat(ports.url("console")).isEqualTo("http://127.0.0.1:8080");
    }

    @Test
    void aTakenPortIsNamedWithItsHolderAndTheWayOut() throws IOException {
        try (var holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ports = with("ROBOTAXI_PORT_OTA_VEHICLE", holder.getLocalPort());
            assertThatThrownBy(ports::demandFree)
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("port " + holder.getLocalPort() + " (ota-vehicle) is already taken")
                    .hasMessageContaining("process " + ProcessHandle.current().pid() + " (")
                    .hasMessageContaining("ROBOTAXI_PORT_OTA_VEHICLE");
        }
    }

    @Test
    void freePortsAreNoReasonToComplain() throws IOException {
        int released;
        try (var holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            released = holder.getLocalPort();
        }
        assertThatCode(() -> with("ROBOTAXI_PORT_CONSOLE", released).demandFree())
                .doesNotThrowAnyException();
    }

    @Test
    void thereIsNoHolderOfAPortThatNobodyHolds() throws IOException {
        int released;
        try (var holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            released = holder.getLocalPort();
            assertThat(Ports.holder(released)).isPresent();
        }
        assertThat(Ports.holder(released)).isEmpty();
    }

    @Test
    void aNameThatIsNoPortIsAMistake() {
        assertThatThrownBy(() -> new Ports(name -> null).of("teapot")).hasMessageContaining("teapot");
    }
}
