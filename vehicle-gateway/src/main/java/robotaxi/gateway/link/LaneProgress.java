package robotaxi.gateway.link;

import java.util.ArrayDeque;
import java.util.OptionalLong;

/**
 * How far a lane of a car has come: what was taken in, what is durable. A lane's sequence only grows, so everything that a
 * car repeats after a broken link is known by its number, and is never taken in twice by this gateway.
 */
public final class LaneProgress {
    /** So many durable records may go unacknowledged while others are still on their way. */
    private static final int ACK_AT_LEAST_EVERY = 32;

    private final ArrayDeque<Taken> underWay = new ArrayDeque<>();
    private long durable;
    private long received;
    private long acknowledged;
    private boolean held;
    private long taken;
    private long leftOut;
    private int putOff;
    private int refused;

    /** What to do with a record that a car offers. */
    public enum Offer {
        /** Make it durable. */
        NEW,
        /** It is on its way already: its acknowledgement will come. */
        UNDER_WAY,
        /** It is durable already: say so again. */
        DURABLE,
        /** An earlier one was put off, and this one was sent before the car could know. It will come again. */
        HELD
    }

    /**
     * A lane in numbers, since this gateway first heard of the car.
     *
     * @param taken records that were taken in and not put off
     * @param lastSequence newest record that was taken in
     * @param durableSequence everything up to here is durable
     * @param underWay records on their way to being durable
     * @param putOff times that the car was asked to come again with a record
     * @param refused records that were refused for good
     * @param leftOut records that the car left out under pressure
     */
    public record Numbers(
            long taken, long lastSequence, long durableSequence, int underWay, int putOff, int refused, long leftOut) {}

    /** A record that was taken in. */
    public static final class Taken {
        private final long sequence;
        private boolean isDurable;

        private Taken(long sequence) {
            this.sequence = sequence;
        }
    }

    /** Begins where the lane is known to be durable. */
    public LaneProgress(long durable) {
        this.durable = durable;
        this.received = durable;
        this.acknowledged = durable;
    }

    /** Looks at a record before it is read any further. */
    public synchronized Offer offer(long sequence) {
        if (sequence <= durable) {
            return Offer.DURABLE;
        }
        if (held) {
            return Offer.HELD;
        }
        return sequence <= received ? Offer.UNDER_WAY : Offer.NEW;
    }

    /** Takes a new record in. A jump in the sequence is the car's own doing: what lies between is gone there. */
    public synchronized Taken take(long sequence) {
        if (sequence <= received) {
            throw new IllegalArgumentException(sequence + " was taken in already, up to " + received);
        }
        received = sequence;
        taken++;
        var record = new Taken(sequence);
        underWay.addLast(record);
        return record;
    }

    /**
     * A record is durable.
     *
     * @return what may be acknowledged now, if it is time to say so
     */
    public synchronized OptionalLong completed(Taken record) {
        record.isDurable = true;
        while (!underWay.isEmpty() && underWay.peekFirst().isDurable) {
            durable = Math.max(durable, underWay.removeFirst().sequence);
        }
        boolean isDue = underWay.isEmpty() || durable - acknowledged >= ACK_AT_LEAST_EVERY;
        if (!isDue || durable == acknowledged) {
            return OptionalLong.empty();
        }
        acknowledged = durable;
        return OptionalLong.of(durable);
    }

    /**
     * Nothing from this record on is taken until the car resumes: a hole would break the order.
     *
     * @return false if the record was put off before, together with an earlier one
     */
    public synchronized boolean hold(Taken record) {
        if (!underWay.contains(record)) {
            return false;
        }
        held = true;
        received = Math.min(received, record.sequence - 1);
        int before = underWay.size();
        underWay.removeIf(later -> later.sequence >= record.sequence);
        taken -= before - underWay.size();
        putOff++;
        return true;
    }

    /** The car begins anew: a new session, or what was put off. */
    public synchronized void resume() {
        held = false;
    }

    /** The lane came further than this gateway knows: elsewhere, while the car was there. */
    public synchronized void advance(long durableElsewhere) {
        durable = Math.max(durable, durableElsewhere);
        received = Math.max(received, durable);
        acknowledged = Math.max(acknowledged, durable);
    }

    /** A record was refused for good. */
    public synchronized void refused() {
        refused++;
    }

    /** The car left so many records out. */
    public synchronized void leftOut(int records) {
        leftOut += records;
    }

    /** How the lane does. */
    public synchronized Numbers numbers() {
        return new Numbers(taken, received, durable, underWay.size(), putOff, refused, leftOut);
    }

    /** Everything up to here is durable. */
    public synchronized long durable() {
        return durable;
    }
}
