package robotaxi.city.view;

import robotaxi.city.road.Pose;

/** Paints a body as a shaded box: far faces first, near faces over them. */
final class BoxPainter {
    private static final double NEAR_METRES = 0.4;
    private static final int[] CAR_COLOURS = {0xb03a2e, 0x2e5fa3, 0xd8d8d8, 0x26282b, 0x8d9a3c, 0xc98a2b};

    /** Corners of a face, as signs of length, width and height; clockwise, its outward direction last. */
    private enum Face {
        FRONT(1, 0, 0.85),
        BACK(-1, 0, 0.7),
        LEFT(0, 1, 0.95),
        RIGHT(0, -1, 0.6);

        private final int along;
        private final int across;
        private final double light;

        Face(int along, int across, double light) {
            this.along = along;
            this.across = across;
            this.light = light;
        }
    }

    private final double[] columns = new double[8];
    private final double[] rows = new double[8];

    void paint(Picture picture, Pose eye, Body body) {
        double halfLength = body.kind().lengthMetres() / 2;
        double halfWidth = body.kind().widthMetres() / 2;
        double height = body.kind().heightMetres();
        int colour = colourOf(body);
        for (Face face : Face.values()) {
            Pose middle = body.centre().moved(face.along * halfLength, face.across * halfWidth, 0);
            double towardsX = face.along * Math.cos(middle.heading()) - face.across * Math.sin(middle.heading());
            double towardsY = face.along * Math.sin(middle.heading()) + face.across * Math.cos(middle.heading());
            boolean seen = (eye.x() - middle.x()) * towardsX + (eye.y() - middle.y()) * towardsY > 0;
            if (!seen) {
                continue;
            }
            double reach = face.along == 0 ? halfLength : halfWidth;
            Pose side = new Pose(middle.x(), middle.y(), Math.atan2(towardsY, towardsX));
            boolean person = body.kind() == Body.Kind.PEDESTRIAN;
            panel(picture, eye, side, reach, person ? 0 : 0.25, height, shade(colour, face.light));
            if (person) {
                panel(picture, eye, side, reach * 0.6, 1.5, height, shade(0xd9a577, face.light));
            } else {
                panel(picture, eye, side, reach * 0.9, height * 0.62, height * 0.95, shade(0x22303c, face.light + 0.1));
                panel(picture, eye, side, reach, 0, 0.25, 0x161616);
                if (face == Face.BACK) {
                    lights(picture, eye, side, reach, body.braking() ? 0xff2a1c : 0x6a1a14);
                } else if (face == Face.FRONT) {
                    lights(picture, eye, side, reach, 0xfff6d0);
                }
            }
        }
    }

    private void lights(Picture picture, Pose eye, Pose side, double reach, int colour) {
        panel(picture, eye, side.moved(0, reach * 0.7, 0), reach * 0.28, 0.6, 0.85, colour);
        panel(picture, eye, side.moved(0, -reach * 0.7, 0), reach * 0.28, 0.6, 0.85, colour);
    }

    private static int colourOf(Body body) {
        return switch (body.kind()) {
            case FLEET -> 0xf2f2f2;
            case CAR -> CAR_COLOURS[Math.floorMod(body.id().hashCode(), CAR_COLOURS.length)];
            case CYCLIST, SCOOTER, CONE, EMERGENCY, MARSHAL -> 0xd6b21e;
            case PEDESTRIAN -> Math.floorMod(body.id().hashCode(), 2) == 0 ? 0xc2452d : 0x2f3f8f;
        };
    }

    private static int shade(int colour, double light) {
        return CameraRenderer.mix(0, colour, Math.min(1, light));
    }

    /** A standing rectangle across a direction, between two heights. */
    private void panel(Picture picture, Pose eye, Pose facing, double reach, double low, double high, int colour) {
        Pose a = facing.moved(0, reach, 0);
        Pose b = facing.moved(0, -reach, 0);
        double aheadA = eye.aheadOf(a.x(), a.y());
        double leftA = eye.leftOf(a.x(), a.y());
        double aheadB = eye.aheadOf(b.x(), b.y());
        double leftB = eye.leftOf(b.x(), b.y());
        if (aheadA < NEAR_METRES && aheadB < NEAR_METRES) {
            return;
        }
        if (aheadA < NEAR_METRES) {
            double part = (NEAR_METRES - aheadA) / (aheadB - aheadA);
            leftA += part * (leftB - leftA);
            aheadA = NEAR_METRES;
        } else if (aheadB < NEAR_METRES) {
            double part = (NEAR_METRES - aheadB) / (aheadA - aheadB);
            leftB += part * (leftA - leftB);
            aheadB = NEAR_METRES;
        }
        corner(0, aheadA, leftA, low);
        corner(1, aheadA, leftA, high);
        corner(2, aheadB, leftB, high);
        corner(3, aheadB, leftB, low);
        double haze = Math.min(0.7, 0.75 * (aheadA + aheadB) / 2 / 120);
        fill(picture, 4, CameraRenderer.mix(colour, 0xb4bfc6, haze));
    }

    private void corner(int index, double ahead, double left, double up) {
        columns[index] = CameraRenderer.WIDTH / 2.0 - left / ahead * CameraRenderer.FOCAL_PIXELS;
        rows[index] =
                CameraRenderer.HEIGHT / 2.0 + (CameraRenderer.HEIGHT_METRES - up) / ahead * CameraRenderer.FOCAL_PIXELS;
    }

    private void fill(Picture picture, int corners, int colour) {
        double left = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        for (int i = 0; i < corners; i++) {
            left = Math.min(left, columns[i]);
            right = Math.max(right, columns[i]);
        }
        int first = (int) Math.max(0, Math.ceil(left - 0.5));
        int last = (int) Math.min(picture.width() - 1.0, Math.floor(right - 0.5));
        for (int column = first; column <= last; column++) {
            double at = column + 0.5;
            double top = Double.MAX_VALUE;
            double bottom = -Double.MAX_VALUE;
            for (int i = 0; i < corners; i++) {
                int j = (i + 1) % corners;
                double from = Math.min(columns[i], columns[j]);
                double to = Math.max(columns[i], columns[j]);
                if (at >= from && at <= to && to > from) {
                    double row = rows[i] + (at - columns[i]) / (columns[j] - columns[i]) * (rows[j] - rows[i]);
                    top = Math.min(top, row);
                    bottom = Math.max(bottom, row);
                }
            }
            int from = (int) Math.max(0, Math.ceil(top - 0.5));
            int to = (int) Math.min(picture.height() - 1.0, Math.floor(bottom - 0.5));
            for (int row = from; row <= to; row++) {
                picture.set(column, row, colour);
            }
        }
    }
}
