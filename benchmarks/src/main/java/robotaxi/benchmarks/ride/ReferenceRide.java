package robotaxi.benchmarks.ride;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A ride by the book: where each act leads from each state, and what is owed afterwards. Written apart from dispatch, from the
 * documentation alone (docs/rides.md): states by their wire names, the moves as lines of text, the money as one sum.
 */
public final class ReferenceRide {
    private static final Pattern SPACES = Pattern.compile(" +");
    private static final long MINUTE_SECONDS = 60;
    private static final long DEAREST_CLEANING = 30_000;

    /** From, act, to; {@link #may} asks further. */
    private static final String MOVES = """
            scheduled    BECOME_DUE          requested
            scheduled    CANCEL_BY_RIDER     cancelled-rider
            scheduled    CANCEL_BY_OPERATOR  cancelled-operator
            requested    MATCH               matched
            requested    CANCEL_BY_RIDER     cancelled-rider
            requested    CANCEL_BY_OPERATOR  cancelled-operator
            requested    LAPSE               cancelled-no-supply
            matched      UNDER_WAY           en-route
            matched      ARRIVE              arrived
            matched      FAIL                requested
            matched      CANCEL_BY_RIDER     cancelled-rider
            matched      CANCEL_BY_OPERATOR  cancelled-operator
            en-route     ARRIVE              arrived
            en-route     FAIL                reassigning
            en-route     CANCEL_BY_RIDER     cancelled-rider
            en-route     CANCEL_BY_OPERATOR  cancelled-operator
            arrived      UNLOCK              boarding
            arrived      FAIL                reassigning
            arrived      CANCEL_BY_RIDER     cancelled-rider
            arrived      CANCEL_BY_OPERATOR  cancelled-operator
            arrived      NO_SHOW             cancelled-no-show
            boarding     BOARD               boarding
            boarding     START               in-ride
            boarding     FAIL                reassigning
            boarding     CANCEL_BY_RIDER     cancelled-rider
            boarding     CANCEL_BY_OPERATOR  cancelled-operator
            boarding     NO_SHOW             cancelled-no-show
            in-ride      ARRIVE              stopped
            in-ride      ALIGHT              completed
            in-ride      PULL_OVER           in-ride
            in-ride      EMERGENCY_STOP      interrupted
            in-ride      FAIL                interrupted
            in-ride      TRANSFER            transfer
            in-ride      CANCEL_BY_OPERATOR  cancelled-operator
            stopped      UNLOCK              stopped
            stopped      BOARD               stopped
            stopped      ALIGHT              stopped
            stopped      RESUME              in-ride
            stopped      HOLD                hold
            stopped      TRANSFER            transfer
            stopped      END                 completed
            stopped      CANCEL_BY_OPERATOR  cancelled-operator
            hold         UNLOCK              hold
            hold         BOARD               hold
            hold         ALIGHT              hold
            hold         RESUME              in-ride
            hold         TRANSFER            transfer
            hold         END                 completed
            hold         CANCEL_BY_OPERATOR  cancelled-operator
            interrupted  UNDER_WAY           in-ride
            interrupted  ALIGHT              interrupted
            interrupted  RESUME              in-ride
            interrupted  TRANSFER            transfer
            interrupted  END                 completed
            interrupted  CANCEL_BY_OPERATOR  cancelled-operator
            reassigning  MATCH               matched
            reassigning  CANCEL_BY_RIDER     cancelled-rider
            reassigning  CANCEL_BY_OPERATOR  cancelled-operator
            reassigning  LAPSE               cancelled-no-supply
            transfer     MATCH               matched
            transfer     CANCEL_BY_RIDER     cancelled-rider
            transfer     CANCEL_BY_OPERATOR  cancelled-operator
            """;

    private static final Set<String> EDITABLE = Set.of(
            "scheduled",
            "requested",
            "matched",
            "en-route",
            "arrived",
            "boarding",
            "reassigning",
            "in-ride",
            "stopped",
            "hold");

    private static final Set<String> SEEKS_CAR = Set.of("requested", "reassigning", "transfer");

    private static final Map<String, String> TABLE = table();

    private static final long GRACE_SECONDS = 300;

    private String state;
    private boolean seated;
    private boolean everDriven;
    private boolean emergency;
    /** Places between where the car goes, or stands, and the drop-off. */
    private int ahead;

    private long version = 1;
    private long stateSinceSecond;
    private long wayPrice;
    private long holdPrice;
    private final long holdPerMinute;
    private final long noShowPrice;
    private long noShowFee;
    private long cleaningFee;
    private String cleaning = "none";
    private long refunded;
    private boolean wayIsFree;
    private final long meetAtSecond;
    private final long lateCredit;
    private boolean met;
    private boolean metLate;
    private long credited;

    /** A ride asked for at second 0, with stops on its way, and to be met at a second if that is above zero. */
    public ReferenceRide(
            long wayPrice, long holdPerMinute, long noShowPrice, int stops, long meetAtSecond, long lateCredit) {
        this.meetAtSecond = meetAtSecond;
        this.lateCredit = lateCredit;
        this.state = meetAtSecond > 0 ? "scheduled" : "requested";
        this.wayPrice = wayPrice;
        this.holdPerMinute = holdPerMinute;
        this.noShowPrice = noShowPrice;
        this.ahead = stops + 1;
    }

    private static Map<String, String> table() {
        Map<String, String> table = new HashMap<>();
        MOVES.lines().forEach(line -> {
            String[] words = SPACES.split(line.strip(), -1);
            table.put(words[0] + " " + words[1], words[2]);
        });
        return table;
    }

    /** Wire name of the state. */
    public String state() {
        return state;
    }

    /** Moves until now, the request counted. */
    public long version() {
        return version;
    }

    /** Somebody sits in the car. */
    public boolean seated() {
        return seated;
    }

    /** A car is held. */
    public boolean hasCar() {
        return !state.equals("scheduled") && !SEEKS_CAR.contains(state) && !isOver();
    }

    /** Nothing follows but money. */
    public boolean isOver() {
        return state.equals("completed") || state.startsWith("cancelled");
    }

    /** The way and its holds, minor units. */
    public long wayOwed() {
        return wayIsFree ? 0 : wayPrice + holdPrice;
    }

    /** All that the rider owes, minor units. */
    public long owed() {
        boolean owesCleaning = cleaning.equals("charged") || cleaning.equals("upheld");
        return wayOwed() + noShowFee + (owesCleaning ? cleaningFee : 0) - credited - refunded;
    }

    /** What stands in dispute, minor units. */
    public long disputed() {
        return cleaning.equals("disputed") ? cleaningFee : 0;
    }

    /**
     * Does an act, if it may be done.
     *
     * @param amount price of the changed way, or of the cleaning, or what is given back
     * @return whether it was done
     */
    public boolean act(Act act, long second, long amount) {
        if (isOver()) {
            return settle(act, amount);
        }
        if (act == Act.ADD_STOP || act == Act.CHANGE_DROPOFF) {
            return changeWay(act, amount);
        }
        String next = TABLE.get(state + " " + act);
        if (next == null || !may(act)) {
            return false;
        }
        if (act == Act.FAIL && everDriven && !state.equals("in-ride")) {
            next = "transfer";
        }
        apply(act, next, second);
        return true;
    }

    private boolean may(Act act) {
        boolean waitsAtStop = state.equals("stopped") || state.equals("hold");
        return switch (act) {
            case ARRIVE -> !state.equals("in-ride") || ahead > 0;
            case UNLOCK -> !waitsAtStop || !seated;
            case BOARD -> !seated;
            case ALIGHT -> state.equals("in-ride") || seated;
            case START, RESUME -> seated;
            case UNDER_WAY -> !(state.equals("interrupted") && emergency);
            default -> true;
        };
    }

    private void apply(Act act, String next, long second) {
        boolean stoodAtStop = state.equals("stopped") || state.equals("hold");
        if (state.equals("hold") && !next.equals("hold")) {
            holdPrice += (second - stateSinceSecond + MINUTE_SECONDS - 1) / MINUTE_SECONDS * holdPerMinute;
        }
        if (next.startsWith("cancelled") || (state.equals("interrupted") && next.equals("completed"))) {
            wayIsFree = true;
        }
        if (next.equals("arrived") && !met) {
            met = true;
            metLate = meetAtSecond > 0 && second > meetAtSecond + GRACE_SECONDS;
        }
        if (next.equals("completed") && !state.equals("interrupted") && metLate) {
            credited = Math.min(lateCredit, wayPrice + holdPrice);
        }
        if (act == Act.NO_SHOW && !everDriven && !metLate) {
            noShowFee = noShowPrice;
        }
        switch (act) {
            case BOARD -> seated = true;
            case ALIGHT -> seated = false;
            case START -> {
                everDriven = true;
                ahead--;
            }
            case RESUME -> ahead -= stoodAtStop ? 1 : 0;
            case PULL_OVER -> ahead++;
            case TRANSFER -> ahead += stoodAtStop ? 0 : 1;
            case EMERGENCY_STOP -> emergency = true;
            default -> {}
        }
        if (SEEKS_CAR.contains(next)) {
            seated = false;
        }
        if (state.equals("interrupted") && !next.equals("interrupted")) {
            emergency = false;
        }
        boolean stays = next.equals(state) && act != Act.PULL_OVER;
        stateSinceSecond = stays ? stateSinceSecond : second;
        state = next;
        version++;
    }

    private boolean changeWay(Act act, long price) {
        if (!EDITABLE.contains(state)) {
            return false;
        }
        wayPrice = price;
        ahead += act == Act.ADD_STOP ? 1 : 0;
        version++;
        return true;
    }

    private boolean settle(Act act, long amount) {
        switch (act) {
            case CHARGE_CLEANING -> {
                if (amount <= 0 || amount > DEAREST_CLEANING || !cleaning.equals("none")) {
                    return false;
                }
                cleaningFee = amount;
                cleaning = "charged";
            }
            case DISPUTE -> {
                if (!cleaning.equals("charged") || owed() < cleaningFee) {
                    return false;
                }
                cleaning = "disputed";
            }
            case UPHOLD, DROP -> {
                if (!cleaning.equals("disputed")) {
                    return false;
                }
                cleaning = act == Act.UPHOLD ? "upheld" : "dropped";
            }
            case REFUND -> {
                if (amount <= 0 || amount > owed()) {
                    return false;
                }
                refunded += amount;
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
