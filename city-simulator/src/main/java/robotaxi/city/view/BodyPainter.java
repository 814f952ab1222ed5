package robotaxi.city.view;

import robotaxi.city.road.Pose;

/** Paints bodies as shaded boxes of upright panels, with soft edges, so that a far body keeps its true size. */
final class BodyPainter {
    private static final double NEAR_METRES = 0.3;
    private static final int[] CAR_COLOURS = {0xb03a2e, 0x2e5fa3, 0xd8d8d8, 0x26282b, 0x8d9a3c, 0xc98a2b};

    /** A face of a box; its outward direction, and how much daylight falls on it. */
    private enum Face {
        FRONT(1, 0, 0.85),
        BACK(-1, 0, 0.75),
        LEFT(0, 1, 0.95),
        RIGHT(0, -1, 0.65);

        private final int along;
        private final int across;
        private final double light;

        Face(int along, int across, double light) {
            this.along = along;
            this.across = across;
            this.light = light;
        }
    }

    private Picture picture = new Picture(1, 1);
    private Pose eye = new Pose(0, 0, 0);
    private Pose car = eye;
    private Weather weather = Weather.DRY_DAY;
    private double focal;
    /** The face being painted: its middle on the ground, looking outwards, and half its width. */
    private Pose face = eye;

    private double reach;
    private double light;

    /** Gets ready for one picture. */
    void look(Picture into, Pose from, double focalPixels, Pose rearAxle, Weather under) {
        picture = into;
        eye = from;
        focal = focalPixels;
        car = rearAxle;
        weather = under;
    }

    void paint(Body body) {
        double halfLength = body.kind().lengthMetres() / 2;
        double halfWidth = body.kind().widthMetres() / 2;
        Pose centre = body.centre();
        light = weather.lit(car.aheadOf(centre.x(), centre.y()) - 3.7, car.leftOf(centre.x(), centre.y()));
        for (Face side : Face.values()) {
            double turned = Math.atan2(side.across, side.along);
            Pose middle = centre.moved(side.along * halfLength, side.across * halfWidth, turned);
            if (middle.aheadOf(eye.x(), eye.y()) > 0) {
                face = middle;
                reach = side.along == 0 ? halfLength : halfWidth;
                paint(body, side);
            }
        }
        if (body.kind() == Body.Kind.MARSHAL) {
            raisedArm(centre);
        }
    }

    private void paint(Body body, Face side) {
        switch (body.kind()) {
            case FLEET, CAR -> vehicle(body, side);
            case EMERGENCY -> emergency(body, side);
            case PEDESTRIAN -> {
                panel(0, 1, 0, 1.5, paint(Math.floorMod(body.id().hashCode(), 2) == 0 ? 0xc2452d : 0x2f3f8f, side));
                panel(0, 0.6, 1.5, 1.75, paint(0xd9a577, side));
            }
            case MARSHAL -> {
                panel(0, 0.8, 0, 0.8, paint(0x23303f, side));
                panel(0, 1, 0.8, 1.5, paint(0xd6f21e, side));
                panel(0, 0.6, 1.5, 1.75, paint(0xd9a577, side));
            }
            case CYCLIST -> {
                panel(0, side.along == 0 ? 1 : 0.15, 0, 0.65, paint(0x14161a, side));
                panel(0, side.along == 0 ? 0.35 : 0.85, 0.65, 1.45, paint(0x1f6fd0, side));
                panel(0, side.along == 0 ? 0.15 : 0.45, 1.45, 1.75, paint(0xeeeeee, side));
            }
            case SCOOTER -> {
                panel(0, 1, 0.02, 0.16, paint(0x101010, side));
                panel(0, side.along == 0 ? 0.25 : 0.7, 0.16, 1.5, paint(0x19a04a, side));
                panel(0, side.along == 0 ? 0.2 : 0.4, 1.5, 1.8, paint(0x2a2a2a, side));
                panel(side.along == 0 ? side.across * -0.8 : 0, 0.08, 0.16, 1.05, paint(0x101010, side));
            }
            case CONE -> {
                panel(0, 1, 0, 0.1, paint(0x202020, side));
                panel(0, 0.75, 0.1, 0.35, paint(0xff6a13, side));
                panel(0, 0.55, 0.35, 0.52, paint(0xf4f4f4, side));
                panel(0, 0.35, 0.52, 0.75, paint(0xff6a13, side));
            }
        }
    }

    private void vehicle(Body body, Face side) {
        int colour = body.kind() == Body.Kind.FLEET
                ? 0xf2f2f2
                : CAR_COLOURS[Math.floorMod(body.id().hashCode(), CAR_COLOURS.length)];
        double height = body.kind().heightMetres();
        panel(0, 1, 0.25, height * 0.66, paint(colour, side));
        panel(0, 0.9, height * 0.62, height, paint(colour, side));
        panel(0, 0.84, height * 0.64, height * 0.94, paint(0x22303c, side));
        panel(0, 1, 0, 0.25, paint(0x161616, side));
        if (side == Face.BACK) {
            int lamp = body.braking() ? 0xff2a1c : 0x6a1a14;
            panel(0.74, 0.24, 0.6, 0.88, lamp);
            panel(-0.74, 0.24, 0.6, 0.88, lamp);
            if (body.braking()) {
                panel(0, 0.3, height * 0.9, height * 0.98, lamp);
            }
        } else if (side == Face.FRONT) {
            int lamp = weather.night() || weather.rain() ? 0xfffbe6 : 0xd8d4c0;
            panel(0.72, 0.22, 0.55, 0.8, lamp);
            panel(-0.72, 0.22, 0.55, 0.8, lamp);
        }
    }

    private void emergency(Body body, Face side) {
        panel(0, 1, 0.3, 2.4, paint(0xf5f5f0, side));
        panel(0, 1, 0.9, 1.35, paint(0xd01818, side));
        panel(0, 0.8, 1.5, 2.1, paint(side.along > 0 ? 0x22303c : 0xe8e8e0, side));
        panel(0, 1, 0, 0.3, paint(0x161616, side));
        panel(0, 0.8, 2.4, 2.75, body.braking() ? 0x2f7bff : 0x10245a);
        if (side == Face.BACK) {
            panel(0.8, 0.14, 0.6, 0.85, 0x8a1a14);
            panel(-0.8, 0.14, 0.6, 0.85, 0x8a1a14);
        }
    }

    /** An arm up, with a red board in the hand; seen from everywhere. */
    private void raisedArm(Pose centre) {
        Pose towardsUs = new Pose(centre.x(), centre.y(), Math.atan2(eye.y() - centre.y(), eye.x() - centre.x()));
        face = towardsUs.moved(0.3, 0, 0);
        reach = 0.5;
        panel(0.8, 0.16, 1.2, 2.0, CameraRenderer.mix(0, 0xd6f21e, light * 0.85));
        panel(0.8, 0.55, 2.0, 2.45, CameraRenderer.mix(0, 0xe01616, Math.max(light, 0.5)));
    }

    private int paint(int colour, Face side) {
        return CameraRenderer.mix(0, colour, Math.min(1, side.light * light));
    }

    /** Part of the face: its middle and half width as parts of the face's reach, and two heights. */
    private void panel(double middle, double part, double low, double high, int colour) {
        Pose a = face.moved(0, reach * (middle + part), 0);
        Pose b = face.moved(0, reach * (middle - part), 0);
        double aheadA = eye.aheadOf(a.x(), a.y());
        double leftA = eye.leftOf(a.x(), a.y());
        double aheadB = eye.aheadOf(b.x(), b.y());
        double leftB = eye.leftOf(b.x(), b.y());
        if (aheadA < NEAR_METRES && aheadB < NEAR_METRES) {
            return;
        }
        if (aheadA < NEAR_METRES) {
            leftA += (NEAR_METRES - aheadA) / (aheadB - aheadA) * (leftB - leftA);
            aheadA = NEAR_METRES;
        } else if (aheadB < NEAR_METRES) {
            leftB += (NEAR_METRES - aheadB) / (aheadA - aheadB) * (leftA - leftB);
            aheadB = NEAR_METRES;
        }
        double columnA = picture.width() / 2.0 - leftA / aheadA * focal;
        double columnB = picture.width() / 2.0 - leftB / aheadB * focal;
        int hazed = CameraRenderer.mix(colour, weather.haze(), weather.hidden((aheadA + aheadB) / 2));
        if (columnA < columnB) {
            fill(columnA, focal / aheadA, columnB, focal / aheadB, low, high, hazed);
        } else {
            fill(columnB, focal / aheadB, columnA, focal / aheadA, low, high, hazed);
        }
    }

    /** Fills the picture of an upright rectangle; each end has its column and its pixels a metre. */
    private void fill(
            double left, double scaleLeft, double right, double scaleRight, double low, double high, int colour) {
        int first = (int) Math.max(0, Math.floor(left));
        int last = (int) Math.min(picture.width() - 1.0, Math.ceil(right) - 1);
        for (int column = first; column <= last; column++) {
            double from = Math.max(left, column);
            double to = Math.min(right, column + 1.0);
            double part = right - left < 1e-9 ? 0 : ((from + to) / 2 - left) / (right - left);
            double scale = scaleLeft + part * (scaleRight - scaleLeft);
            double horizon = picture.height() / 2.0;
            fillColumn(
                    column,
                    to - from,
                    horizon + (Camera.HEIGHT_METRES - high) * scale,
                    horizon + (Camera.HEIGHT_METRES - low) * scale,
                    colour);
        }
    }

    private void fillColumn(int column, double covered, double top, double bottom, int colour) {
        int first = (int) Math.max(0, Math.floor(top));
        int last = (int) Math.min(picture.height() - 1.0, Math.ceil(bottom) - 1);
        for (int row = first; row <= last; row++) {
            double part = covered * (Math.min(bottom, row + 1.0) - Math.max(top, row));
            picture.set(
                    column, row, part > 0.996 ? colour : CameraRenderer.mix(picture.rgb(column, row), colour, part));
        }
    }
}
