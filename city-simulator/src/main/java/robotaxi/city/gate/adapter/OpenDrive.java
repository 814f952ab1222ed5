package robotaxi.city.gate.adapter;

import java.util.Locale;
import robotaxi.city.scene.Carriageway;
import robotaxi.city.scene.RoadLine;
import robotaxi.city.scene.Scene;

/** The roads of a scene as an OpenDRIVE map: straights and arcs, two lanes each way. Crossing roads overlap; none is cut. */
final class OpenDrive {
    private OpenDrive() {}

    static String of(Scene scene) {
        StringBuilder map = new StringBuilder("<?xml version=\"1.0\" standalone=\"yes\"?>\n<OpenDRIVE>\n")
                .append("  <header revMajor=\"1\" revMinor=\"4\" name=\"")
                .append(scene.id())
                .append("\" version=\"1.00\" north=\"0\" south=\"0\" east=\"0\" west=\"0\"/>\n");
        int number = 1;
        for (Carriageway road : scene.roads()) {
            road(map, road, number++);
        }
        return map.append("</OpenDRIVE>\n").toString();
    }

    private static void road(StringBuilder map, Carriageway road, int number) {
        RoadLine line = road.line();
        map.append(String.format(
                Locale.ROOT,
                "  <road name=\"%s\" length=\"%.6f\" id=\"%d\" junction=\"-1\">%n    <link/>%n"
                        + "    <type s=\"0\" type=\"town\"/>%n    <planView>%n",
                road.id(),
                line.lengthMetres(),
                number));
        for (RoadLine.Stretch stretch : line.stretches()) {
            boolean straight = Math.abs(stretch.curvature()) < 1e-7;
            map.append(String.format(
                    Locale.ROOT,
                    "      <geometry s=\"%.6f\" x=\"%.6f\" y=\"%.6f\" hdg=\"%.9f\" length=\"%.6f\">%s</geometry>%n",
                    stretch.fromMetres(),
                    stretch.start().x(),
                    stretch.start().y(),
                    stretch.start().heading(),
                    stretch.lengthMetres(),
                    straight
                            ? "<line/>"
                            : String.format(Locale.ROOT, "<arc curvature=\"%.9f\"/>", stretch.curvature())));
        }
        map.append("    </planView>\n    <elevationProfile/>\n    <lateralProfile/>\n    <lanes>\n")
                .append("      <laneSection s=\"0\">\n        <left>\n");
        for (int lane = Carriageway.LANES; lane >= 1; lane--) {
            lane(map, lane);
        }
        map.append("        </left>\n        <center>\n          <lane id=\"0\" type=\"none\" level=\"false\">")
                .append("<roadMark sOffset=\"0\" type=\"solid solid\" color=\"yellow\" width=\"0.12\"/></lane>\n")
                .append("        </center>\n        <right>\n");
        for (int lane = -1; lane >= -Carriageway.LANES; lane--) {
            lane(map, lane);
        }
        map.append("        </right>\n      </laneSection>\n    </lanes>\n  </road>\n");
    }

    private static void lane(StringBuilder map, int id) {
        String mark = Math.abs(id) == Carriageway.LANES ? "solid" : "broken";
        map.append(String.format(
                Locale.ROOT,
                "          <lane id=\"%d\" type=\"driving\" level=\"false\"><width sOffset=\"0\" a=\"%.2f\" b=\"0\" c=\"0\""
                        + " d=\"0\"/><roadMark sOffset=\"0\" type=\"%s\" color=\"white\" width=\"0.15\"/></lane>%n",
                id,
                Carriageway.LANE_METRES,
                mark));
    }
}
