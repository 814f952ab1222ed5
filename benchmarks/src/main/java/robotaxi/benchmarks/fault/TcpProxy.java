package robotaxi.benchmarks.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A road between cars and one gateway, on which connections can be cut at any byte. */
public final class TcpProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 8 * 1024;
    private static final int SILENT_SECONDS = 20;

    private final int targetPort;
    private final ServerSocket listener;
    private final Set<Passage> passages = ConcurrentHashMap.newKeySet();
    private final Queue<Cut> forTheNext = new ConcurrentLinkedQueue<>();

    /** How a connection is cut. */
    public enum How {
        /** Both ends are told that it is over. */
        CLOSED,
        /** Both ends are told that it broke. */
        RESET,
        /** Nobody is told: from now on nothing gets through. */
        SILENT
    }

    /**
     * A cut to come.
     *
     * @param towardsGateway whether bytes in this direction count, or the others
     * @param bytes so many still get through
     * @param struck true once the connection was cut, false if it ended before
     */
    public record Cut(How how, boolean towardsGateway, long bytes, CompletableFuture<Boolean> struck) {}

    /** A road to a port of this machine. */
    public TcpProxy(int targetPort) {
        this.targetPort = targetPort;
        try {
            this.listener = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** Where cars connect to. */
    public int port() {
        return listener.getLocalPort();
    }

    /** The next connection is cut. */
    public void cutNext(Cut cut) {
        forTheNext.add(cut);
    }

    /** Connections that may be cut. */
    public List<Passage> passages() {
        return passages.stream().filter(passage -> passage.cut == null).toList();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket car = listener.accept();
                Thread.ofVirtual().start(() -> open(car));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void open(Socket car) {
        var gateway = new Socket();
        try {
            gateway.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort));
            car.setTcpNoDelay(true);
            gateway.setTcpNoDelay(true);
            new Passage(car, gateway).begin();
        } catch (IOException nobodyThere) {
            close(car, false);
            close(gateway, false);
        }
    }

    /** One connection through here. */
    public final class Passage {
        private final Socket car;
        private final Socket gateway;
        private volatile @org.jspecify.annotations.Nullable Cut cut;
        private long left;
        private boolean isCut;

        private Passage(Socket car, Socket gateway) {
            this.car = car;
            this.gateway = gateway;
        }

        private void begin() {
            passages.add(this);
            Cut mine = forTheNext.poll();
            if (mine != null) {
                cutAfter(mine);
            }
            Thread.ofVirtual().start(() -> pump(car, gateway, true));
            Thread.ofVirtual().start(() -> pump(gateway, car, false));
        }

        /** It is cut after so many more bytes; false if it is to be cut already. */
        public synchronized boolean cutAfter(Cut wanted) {
            if (cut != null) {
                return false;
            }
            cut = wanted;
            left = wanted.bytes();
            if (!passages.contains(this)) {
                wanted.struck().complete(false);
            }
            return true;
        }

        /** It is cut now, wherever it is. */
        public void cutNow() {
            Cut mine = cut;
            if (mine != null && allowed(mine.towardsGateway(), Integer.MAX_VALUE) < Integer.MAX_VALUE) {
                strike(mine);
            }
        }

        /** It ends, as if the car had turned away. */
        public void breakOff() {
            over();
        }

        private void pump(Socket from, Socket to, boolean towardsGateway) {
            byte[] buffer = new byte[BUFFER_BYTES];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    int allowed = allowed(towardsGateway, n);
                    out.write(buffer, 0, allowed);
                    if (allowed < n) {
                        break;
                    }
                }
            } catch (IOException broke) {
                over();
                return;
            }
            Cut mine = cut;
            if (mine != null && isCut()) {
                strike(mine);
            } else {
                over();
            }
        }

        private synchronized int allowed(boolean towardsGateway, int bytes) {
            if (isCut) {
                return 0;
            }
            Cut mine = cut;
            if (mine == null || mine.towardsGateway() != towardsGateway) {
                return bytes;
            }
            int allowed = (int) Math.min(left, bytes);
            left -= allowed;
            isCut = allowed < bytes;
            return allowed;
        }

        private synchronized boolean isCut() {
            return isCut;
        }

        private void strike(Cut mine) {
            if (!mine.struck().complete(true)) {
                return;
            }
            if (mine.how() == How.SILENT) {
                Thread.ofVirtual().start(() -> {
                    try {
                        TimeUnit.SECONDS.sleep(SILENT_SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    over();
                });
            } else {
                over();
            }
        }

        private void over() {
            Cut mine;
            synchronized (this) {
                passages.remove(this);
                mine = cut;
            }
            boolean reset = mine != null && mine.how() == How.RESET;
            close(car, reset);
            close(gateway, reset);
            if (mine != null) {
                mine.struck().complete(false);
            }
        }
    }

    private static void close(Socket socket, boolean reset) {
        try (socket) {
            if (reset) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException gone) {
            return;
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        passages.forEach(Passage::over);
    }
}
