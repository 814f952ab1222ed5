package robotaxi.benchmarks.ride;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import robotaxi.dispatch.payment.Account;
import robotaxi.dispatch.payment.Statement;
import robotaxi.dispatch.ride.Ride;

/** One history: acts by chance, done to dispatch's ride and to the reference, compared after each. */
public final class RideTrial {
    private static final Act[] ACTS = Act.values();
    /** What usually comes next, so that half of the histories get far. */
    private static final Act[] USUAL = {
        Act.BECOME_DUE,
        Act.MATCH,
        Act.UNDER_WAY,
        Act.ARRIVE,
        Act.UNLOCK,
        Act.BOARD,
        Act.START,
        Act.ARRIVE,
        Act.RESUME,
        Act.ALIGHT
    };

    private static final int MOST_ACTS = 60;
    private static final int AFTERWARDS = 8;

    private final SplittableRandom chance;
    private final DispatchRide real;
    private final ReferenceRide book;
    private long second;
    private int acts;
    private int done;

    /** A history of this seed. */
    public RideTrial(long seed) {
        chance = new SplittableRandom(seed);
        long price = chance.nextInt(5) == 0 ? 0 : chance.nextLong(1, 5_000);
        long hold = chance.nextInt(0, 80);
        long noShow = chance.nextInt(0, 800);
        int stops = chance.nextInt(0, 4);
        long meetAt = chance.nextInt(6) == 0 ? chance.nextLong(1, 9_000) : 0;
        long credit = chance.nextLong(0, 600);
        real = new DispatchRide(price, hold, noShow, stops, meetAt, credit);
        book = new ReferenceRide(price, hold, noShow, stops, meetAt, credit);
    }

    /**
     * What was found.
     *
     * @param state a difference in states or in what was allowed
     * @param money a difference in money, or money from nowhere
     */
    public record Finding(Optional<String> state, Optional<String> money, int acts, int done, String end) {}

    /** Runs the history to its end, or to the first difference. */
    public Finding run() {
        Optional<String> state = Optional.empty();
        Optional<String> money = money();
        int afterwards = 0;
        while (acts < MOST_ACTS && afterwards < AFTERWARDS && state.isEmpty() && money.isEmpty()) {
            afterwards += book.isOver() ? 1 : 0;
            state = step();
            money = money();
        }
        return new Finding(state, money, acts, done, book.state());
    }

    private Optional<String> step() {
        Act act = next();
        second += chance.nextInt(3) == 0 ? chance.nextLong(0, 4_000) : chance.nextLong(0, 70);
        long amount = amount(act);
        String before = book.state();
        long owedBefore = real.statement().owedMinor();
        Ride rideBefore = real.ride();
        boolean isDone = real.act(act, second, amount);
        boolean mayBe = book.act(act, second, amount);
        acts++;
        done += isDone ? 1 : 0;
        if (isDone != mayBe) {
            return Optional.of(before + " " + act + ": dispatch " + (isDone ? "did" : "refused") + " it");
        }
        if (!isDone
                && (!rideBefore.equals(real.ride())
                        || owedBefore != real.statement().owedMinor())) {
            return Optional.of(before + " " + act + ": refused, and something changed");
        }
        return difference(before + " " + act);
    }

    private Optional<String> difference(String what) {
        Ride ride = real.ride();
        boolean same = ride.state().wireName().equals(book.state())
                && ride.version() == book.version()
                && ride.state().isFinal() == book.isOver()
                && (ride.state().isFinal()
                        || (ride.boarded() == book.seated() && (ride.vehicleId() != null) == book.hasCar()));
        return same ? Optional.empty() : Optional.of(what + ": " + ride + " but by the book " + book.state());
    }

    private Optional<String> money() {
        Statement statement = real.statement();
        long sum = Arrays.stream(Account.values())
                .mapToLong(statement::balanceMinor)
                .sum();
        if (sum != 0) {
            return Optional.of(sum + " came from nowhere in " + book.state());
        }
        if (statement.owedMinor() != book.owed()) {
            return Optional.of(
                    "owed " + statement.owedMinor() + ", by the book " + book.owed() + " in " + book.state());
        }
        if (statement.owedMinor() < 0 || statement.balanceMinor(Account.DISPUTED) != book.disputed()) {
            return Optional.of("in dispute " + statement.balanceMinor(Account.DISPUTED) + " in " + book.state());
        }
        return -statement.balanceMinor(Account.FARES) == book.wayOwed()
                ? Optional.empty()
                : Optional.of("the way earned " + -statement.balanceMinor(Account.FARES) + " in " + book.state());
    }

    private Act next() {
        return chance.nextInt(10) < 6 ? USUAL[chance.nextInt(USUAL.length)] : any();
    }

    private Act any() {
        Act act = ACTS[chance.nextInt(ACTS.length)];
        return act == Act.UNLOCK_WRONGLY && !book.state().equals("arrived") ? any() : act;
    }

    private long amount(Act act) {
        return switch (act) {
            case CHARGE_CLEANING -> chance.nextLong(-10, 33_000);
            case REFUND -> chance.nextLong(-10, 1 + Math.max(1, 2 * book.owed()));
            default -> chance.nextLong(0, 6_000);
        };
    }
}
