package robotaxi.benchmarks.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import robotaxi.benchmarks.fault.TcpProxy.Cut;
import robotaxi.benchmarks.fault.TcpProxy.How;

class TcpProxyTest {
    private ServerSocket gateway;
    private TcpProxy proxy;
    private Socket car;
    private Socket arrived;

    @BeforeEach
    void listen() throws IOException {
        gateway = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        proxy = new TcpProxy(gateway.getLocalPort());
    }

    private void connect() throws IOException {
        car = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        arrived = gateway.accept();
        car.setSoTimeout(10_000);
        arrived.setSoTimeout(10_000);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        gateway.close();
        car.close();
        arrived.close();
    }

    private static Cut cut(How how, boolean towardsGateway, long bytes) {
        return new Cut(how, towardsGateway, bytes, new CompletableFuture<>());
    }

    private static boolean struck(Cut cut) {
        return cut.struck().orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void whatIsNotCutGetsThroughBothWays() throws IOException {
        connect();
        car.getOutputStream().write(new byte[] {1, 2, 3});
        assertThat(arrived.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
        arrived.getOutputStream().write(new byte[] {4});
        assertThat(car.getInputStream().read()).isEqualTo(4);
    }

    @Test
    void exactlySoManyBytesGetThroughBeforeTheCut() throws IOException {
        Cut cut = cut(How.CLOSED, true, 5);
        proxy.cutNext(cut);
        connect();
        car.getOutputStream().write(new byte[9]);
        assertThat(arrived.getInputStream().readAllBytes()).hasSize(5);
        assertThat(struck(cut)).isTrue();
        assertThat(car.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void aResetIsToldToTheOtherEnd() throws IOException {
        Cut cut = cut(How.RESET, false, 2);
        proxy.cutNext(cut);
        connect();
        arrived.getOutputStream().write(new byte[9]);
        assertThat(struck(cut)).isTrue();
        assertThatThrownBy(() -> car.getInputStream().readAllBytes()).isInstanceOf(SocketException.class);
    }

    @Test
    void aHalfOpenConnectionTellsNobodyAndLetsNothingThrough() throws IOException {
        Cut cut = cut(How.SILENT, true, 1);
        proxy.cutNext(cut);
        connect();
        car.getOutputStream().write(new byte[3]);
        assertThat(struck(cut)).isTrue();
        assertThat(arrived.getInputStream().read()).isZero();
        arrived.setSoTimeout(300);
        arrived.getOutputStream().write(7);
        assertThatThrownBy(() -> arrived.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        car.setSoTimeout(300);
        assertThatThrownBy(() -> car.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void aConnectionThatEndedByItselfWasNotCut() throws IOException {
        Cut cut = cut(How.CLOSED, true, 100);
        proxy.cutNext(cut);
        connect();
        car.close();
        assertThat(struck(cut)).isFalse();
    }
}
