package robotaxi.benchmarks.artifact;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import robotaxi.local.stack.StackException;

/**
 * Looks every tenth of a second at how much heap a Java process uses, garbage included. It asks over one open connection: a tool that is
 * started for each look takes more of a small machine than what is measured.
 */
public final class HeapWatch {
    private static final int EACH_MILLIS = 100;
    private static final long MEBI = 1L << 20;

    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;
    private final JMXConnector connector;
    private final MemoryMXBean memory;
    private long mostBytes;

    /** Watches one of this user's. */
    @SuppressWarnings("BanJNDI") // The address is that of a process of ours, which we have just asked for it.
    public HeapWatch(long pid) {
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
            String address = machine.startLocalManagementAgent();
            machine.detach();
            this.connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
            this.memory = ManagementFactory.newPlatformMXBeanProxy(
                    connector.getMBeanServerConnection(), ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        } catch (IOException | AttachNotSupportedException e) {
            throw new StackException("the heap cannot be looked at", e);
        }
        this.thread = Thread.ofPlatform().daemon().name("heap-watch").start(this::run);
    }

    private void run() {
        try {
            do {
                mostBytes = Math.max(mostBytes, memory.getHeapMemoryUsage().getUsed());
            } while (!end.await(EACH_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it, and answers the most that was seen, mebibytes. */
    public long endMebibytes() throws InterruptedException {
        end.countDown();
        thread.join();
        try {
            connector.close();
        } catch (IOException e) {
            throw new StackException("the heap cannot be looked at", e);
        }
        return Math.ceilDiv(mostBytes, MEBI);
    }
}
