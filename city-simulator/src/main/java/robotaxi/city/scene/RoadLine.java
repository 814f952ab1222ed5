package robotaxi.city.scene;

import java.util.ArrayList;
import java.util.List;
import robotaxi.city.road.Pose;

/** A line of straights and arcs, as OpenDRIVE's plan view has it; it goes on straight beyond both ends. */
public final class RoadLine {
    private static final double STRAIGHT = 1e-7;

    private final List<Stretch> stretches;
    private final double length;

    /**
     * A straight, or an arc.
     *
     * @param start place and direction of its beginning
     * @param fromMetres where it begins along the line
     * @param lengthMetres how long it is
     * @param curvature 1/m, left positive, 0 for a straight
     */
    public record Stretch(Pose start, double fromMetres, double lengthMetres, double curvature) {
        Pose at(double along) {
            if (Math.abs(curvature) < STRAIGHT) {
                return start.moved(along, 0, 0);
            }
            double turned = curvature * along;
            return start.moved(Math.sin(turned) / curvature, (1 - Math.cos(turned)) / curvature, turned);
        }
    }

    /** Where a point lies as seen from a line; a holder that is filled again and again, since pictures ask for millions. */
    public static final class Spot {
        private double alongMetres;
        private double leftMetres;

        /** Along the line. */
        public double alongMetres() {
            return alongMetres;
        }

        /** To the left of it. */
        public double leftMetres() {
            return leftMetres;
        }
    }

    private RoadLine(List<Stretch> stretches) {
        this.stretches = List.copyOf(stretches);
        Stretch last = this.stretches.getLast();
        this.length = last.fromMetres + last.lengthMetres;
    }

    /** A line that begins with nothing but a place and a direction. */
    public static Builder from(Pose start) {
        return new Builder(start);
    }

    /** Lays one stretch after the other. */
    public static final class Builder {
        private final List<Stretch> laid = new ArrayList<>();
        private Pose end;
        private double length;

        private Builder(Pose start) {
            this.end = start;
        }

        /** So many metres straight on. */
        public Builder straight(double metres) {
            return arc(metres, 0);
        }

        /** So many metres along an arc. */
        public Builder arc(double metres, double curvature) {
            Stretch next = new Stretch(end, length, metres, curvature);
            laid.add(next);
            length += metres;
            end = next.at(metres);
            return this;
        }

        /** The line. */
        public RoadLine build() {
            return new RoadLine(laid);
        }
    }

    /** Its straights and arcs. */
    public List<Stretch> stretches() {
        return stretches;
    }

    /** Length, metres. */
    public double lengthMetres() {
        return length;
    }

    /** Place and direction at a distance. */
    public Pose at(double metres) {
        if (metres <= 0) {
            return stretches.getFirst().start().moved(metres, 0, 0);
        }
        Stretch stretch = stretchAt(metres);
        double along = metres - stretch.fromMetres;
        double beyond = along - stretch.lengthMetres;
        return beyond <= 0
                ? stretch.at(along)
                : stretch.at(stretch.lengthMetres).moved(beyond, 0, 0);
    }

    /** Curvature at a distance, 1/m. */
    public double curvatureAt(double metres) {
        return metres < 0 || metres > length ? 0 : stretchAt(metres).curvature;
    }

    private Stretch stretchAt(double metres) {
        for (Stretch stretch : stretches) {
            if (metres <= stretch.fromMetres + stretch.lengthMetres) {
                return stretch;
            }
        }
        return stretches.getLast();
    }

    /** The parallel line so far to the left. */
    public RoadLine shifted(double left) {
        Builder builder = from(stretches.getFirst().start().moved(0, left, 0));
        for (Stretch stretch : stretches) {
            double stretched = 1 - stretch.curvature * left;
            builder.arc(stretch.lengthMetres * stretched, stretch.curvature / stretched);
        }
        return builder.build();
    }

    /** The same line, driven the other way. */
    public RoadLine reversed() {
        Builder builder = from(at(length).moved(0, 0, Math.PI));
        for (Stretch stretch : stretches.reversed()) {
            builder.arc(stretch.lengthMetres, -stretch.curvature);
        }
        return builder.build();
    }

    /** Finds where a point lies; of several answers the one closest to the line. */
    public void locate(double x, double y, Spot into) {
        double best = Double.MAX_VALUE;
        into.alongMetres = 0;
        into.leftMetres = 1e6;
        for (int i = 0; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            double along;
            double left;
            if (Math.abs(stretch.curvature) < STRAIGHT) {
                along = stretch.start.aheadOf(x, y);
                left = stretch.start.leftOf(x, y);
            } else {
                double radius = 1 / stretch.curvature;
                double ahead = stretch.start.aheadOf(x, y);
                double inwards = radius - stretch.start.leftOf(x, y);
                along = Math.atan2(ahead * Math.signum(radius), inwards * Math.signum(radius)) * radius;
                left = radius - Math.signum(radius) * Math.hypot(ahead, inwards);
            }
            boolean before = i == 0 && along < 0;
            boolean after = i == stretches.size() - 1 && along > stretch.lengthMetres;
            boolean inside = along >= -1e-6 && along <= stretch.lengthMetres + 1e-6;
            if ((inside || before || after) && Math.abs(left) < best) {
                best = Math.abs(left);
                into.alongMetres = stretch.fromMetres + along;
                into.leftMetres = left;
            }
        }
    }
}
