package robotaxi.benchmarks.link;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.link.v1.CommandReport;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.OpenRequest;
import robotaxi.contracts.link.v1.OpenResponse;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.link.v1.Uplinks;

/** A car that does what it is told at once: a command is received, then done, and the gateway's acknowledgement is waited for. */
final class CommandedCar implements Consumer<OpenResponse> {
    private final Supplier<ControlStream> session;
    private final Heard heard;
    private final Queue<Reported> underWay = new ArrayDeque<>();
    private long sequence;

    /** Hears how far a command is. */
    interface Heard {
        void arrived(Command command, long atNanos);

        void received(Command command, long atNanos);

        void refused();
    }

    private record Reported(long sequence, Command command) {}

    CommandedCar(Supplier<ControlStream> session, Heard heard) {
        this.session = session;
        this.heard = heard;
    }

    @Override
    public void accept(OpenResponse frame) {
        switch (frame.getFrameCase()) {
            case COMMAND -> obey(frame.getCommand());
            case ACK -> {
                if (frame.getAck().getLane() == Lane.LANE_COMMAND) {
                    acknowledged(frame.getAck().getDurableSequence());
                }
            }
            case NACK -> heard.refused();
            default -> {}
        }
    }

    private synchronized void obey(Command command) {
        heard.arrived(command, System.nanoTime());
        Uplink received = report(command, CommandState.COMMAND_STATE_RECEIVED);
        underWay.add(new Reported(sequence, command));
        // As the agent does with what waits in a lane.
        session.get()
                .send(OpenRequest.newBuilder()
                        .setUplinks(Uplinks.newBuilder()
                                .addUplinks(received)
                                .addUplinks(report(command, CommandState.COMMAND_STATE_SUCCEEDED)))
                        .build());
    }

    private Uplink report(Command command, CommandState state) {
        return Uplink.newBuilder()
                .setLane(Lane.LANE_COMMAND)
                .setSequence(++sequence)
                .setBootEpoch(1)
                .setCommandReport(CommandReport.newBuilder()
                        .setCommandId(command.getCommandId())
                        .setSequence(command.getSequence())
                        .setState(state))
                .build();
    }

    private synchronized void acknowledged(long durable) {
        long now = System.nanoTime();
        while (!underWay.isEmpty() && underWay.element().sequence() <= durable) {
            heard.received(underWay.remove().command(), now);
        }
    }
}
