package robotaxi.local.command;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import robotaxi.local.stack.RunRecord;
import robotaxi.local.stack.StackFolder;

/** The launcher process itself, as seen from another one. */
final class Launcher {
    private static final int PATIENCE_SECONDS = 90;

    private Launcher() {}

    /** Asks the launcher that watches this stack to end, so that it starts nothing anew, and waits for it. */
    static void end(StackFolder folder) {
        List<ProcessHandle> launchers = ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> isLauncher(process, folder))
                .sorted(Comparator.comparingLong(ProcessHandle::pid))
                .toList();
        for (ProcessHandle launcher : launchers) {
            launcher.destroy();
            try {
                launcher.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                launcher.destroyForcibly();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static boolean isLauncher(ProcessHandle process, StackFolder folder) {
        String line = process.info().commandLine().orElse("");
        boolean isOurs = RunRecord.list(folder).stream()
                .anyMatch(run -> run.alive()
                        .flatMap(ProcessHandle::parent)
                        .filter(parent -> parent.pid() == process.pid())
                        .isPresent());
        return isOurs && line.contains("robotaxi.local.Main");
    }
}
