package robotaxi.onboard.shadow.adapter;

import java.lang.System.Logger.Level;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Lets the system take the processor from a thread whenever anybody else wants it. Java's own priorities do nothing on Linux. */
final class Niceness {
    private static final System.Logger LOG = System.getLogger(Niceness.class.getName());
    private static final int THIS_THREAD = 0;
    private static final int LOWEST = 19;

    private Niceness() {}

    /** Of the calling thread, from now on; false where the system has no such thing. */
    @SuppressWarnings("restricted") // one call of the C library, as the manifest allows
    static boolean lower() {
        try {
            Linker linker = Linker.nativeLinker();
            MethodHandle setPriority = linker.downcallHandle(
                    linker.defaultLookup().find("setpriority").orElseThrow(),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            return (int) setPriority.invokeExact(THIS_THREAD, 0, LOWEST) == 0;
        } catch (Throwable e) {
            LOG.log(Level.INFO, "Shadows run at the usual priority: " + e.getMessage());
            return false;
        }
    }
}
