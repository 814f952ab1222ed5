package robotaxi.benchmarks.link;

/** What a process has spent: unlike the clock on the wall, it means the same beside other load. */
public final class CpuTime {
    private CpuTime() {}

    /** Nanoseconds of processor time since the process began. */
    public static long nanos(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow()
                .toNanos();
    }
}
