package robotaxi.onboard.model;

import java.util.Set;

/**
 * When a full thought is worth its time: at the start, where the road branches, when something new is there, when the last plan was
 * unsure, and every few seconds anyhow. In between, a reflex does.
 */
public final class ThinkingNeed {
    private static final double STANDING = 0.3;
    private static final double UNSURE = 0.5;
    private static final double BRANCHES_RADIANS = 0.35;

    private final long everyUs;
    private final Policy policy;
    private long lastFullUs = Long.MIN_VALUE;
    private double lastConfidence = 1;
    private boolean stood = true;
    private Set<String> known = Set.of();

    /** What a car is told. */
    public enum Policy {
        /** Full thoughts where they are needed. */
        NEED,
        /** Full thoughts only. */
        FULL,
        /** Reflexes only. */
        REFLEX
    }

    /** What there is to go by. */
    @SuppressWarnings("ArrayRecordComponent") // a tensor: handed over, never compared
    public record Signs(long timeUs, double speed, float[] route, Set<String> thingsNear) {
        /** Copies the set. */
        public Signs {
            thingsNear = Set.copyOf(thingsNear);
        }
    }

    /** Why, and so how. */
    public record Choice(Thinking thinking, String why) {}

    /** With a full thought at least this often. */
    public ThinkingNeed(Policy policy, long everyUs) {
        this.policy = policy;
        this.everyUs = everyUs;
    }

    /** How to think now. */
    public Choice choose(Signs signs) {
        String why = why(signs);
        boolean stands = signs.speed() < STANDING;
        known = signs.thingsNear();
        stood = stands;
        return switch (policy) {
            case FULL -> new Choice(Thinking.FULL, "always");
            case REFLEX -> new Choice(Thinking.REFLEX, "never");
            case NEED -> why.isEmpty() ? new Choice(Thinking.REFLEX, "") : new Choice(Thinking.FULL, why);
        };
    }

    private String why(Signs signs) {
        if (lastFullUs == Long.MIN_VALUE || signs.timeUs() < lastFullUs) {
            return "first";
        }
        if (stood) {
            return "start";
        }
        if (!known.containsAll(signs.thingsNear())) {
            return "something new";
        }
        if (lastConfidence < UNSURE) {
            return "unsure";
        }
        if (branches(signs.route())) {
            return "junction";
        }
        return signs.timeUs() - lastFullUs >= everyUs ? "long ago" : "";
    }

    /** Whether the way turns within what the route shows. */
    private static boolean branches(float[] route) {
        double least = 0;
        double most = 0;
        for (int i = 2; i + 1 < route.length; i += 2) {
            double ahead = route[i] - route[i - 2];
            double left = route[i + 1] - route[i - 1];
            double yaw = Math.atan2(left, ahead);
            if (Double.isFinite(yaw) && Math.hypot(ahead, left) > 0.5) {
                least = Math.min(least, yaw);
                most = Math.max(most, yaw);
            }
        }
        return most - least > BRANCHES_RADIANS;
    }

    /** A plan came of it. */
    public void thought(long timeUs, Plan plan) {
        lastConfidence = plan.confidence();
        if (plan.thought().thinking() == Thinking.FULL) {
            lastFullUs = timeUs;
        }
    }

    /** Another world begins. */
    public void forget() {
        lastFullUs = Long.MIN_VALUE;
        lastConfidence = 1;
        stood = true;
        known = Set.of();
    }
}
