package robotaxi.city.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import robotaxi.city.road.Pose;

/** Makes scenes: the same seed and variant give the same scene, on every machine. */
public final class SceneGenerator {
    /** How long a scene plays, seconds. */
    public static final double SECONDS = 14;

    static final double START_METRES = 40;
    private static final double ROAD_METRES = 320;

    private SceneGenerator() {}

    /** The scene of a seed, about whatever the seed says. */
    public static Scene scene(int seed) {
        return scene(seed, template(chance(seed, -1)), 0);
    }

    /** The scene of a name. */
    public static Scene scene(SceneId id) {
        return scene(id.seed(), id.template(), id.variant());
    }

    /**
     * The scene of a seed about a given template.
     *
     * @param variant 0 for the scene itself; any other number for the same place with other timing, speeds, weather and grip
     */
    public static Scene scene(int seed, Template template, int variant) {
        RandomGenerator chance = chance(seed, template.number());
        Conditions conditions = conditions(chance);
        Stage stage = stage(template, conditions, chance);
        new Casting(stage, template, chance).cast();
        Scenery.add(stage, template, chance);
        Scene scene = new Scene(
                seed,
                0,
                template,
                List.copyOf(stage.roads),
                stage.route,
                stage.junctionMetres,
                start(stage, chance),
                List.copyOf(stage.actors),
                conditions,
                SECONDS);
        return variant == 0 ? scene : Variants.of(scene, variant, chance(seed, 1000 + variant));
    }

    static RandomGenerator chance(int seed, int stream) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(((long) seed << 20) + stream);
    }

    private static Template template(RandomGenerator chance) {
        int all = 0;
        for (Template template : Template.values()) {
            all += template.weight();
        }
        int drawn = chance.nextInt(all);
        for (Template template : Template.values()) {
            drawn -= template.weight();
            if (drawn < 0) {
                return template;
            }
        }
        throw new IllegalStateException("Weights do not add up");
    }

    static Conditions conditions(RandomGenerator chance) {
        int drawn = chance.nextInt(100);
        boolean rain = drawn < 25;
        boolean night = drawn >= 20 && drawn < 45;
        double friction = (rain ? 0.55 : 0.85) + 0.1 * chance.nextDouble();
        return new Conditions(rain, night, friction);
    }

    /** Where a scene is put together. */
    static final class Stage {
        final List<Carriageway> roads = new ArrayList<>();
        final List<Actor> actors = new ArrayList<>();
        final RoadLine route;
        final int lane;
        final double speed;
        final double limit;
        final double junctionMetres;

        Stage(RoadLine route, int lane, double speed, double limit, double junctionMetres) {
            this.route = route;
            this.lane = lane;
            this.speed = speed;
            this.limit = limit;
            this.junctionMetres = junctionMetres;
        }

        /** When a driver whom nothing hinders has come so far, seconds. */
        double arrival(double metres) {
            double now = speed;
            double time = 0;
            for (double way = 0; way < metres; way += now * 0.1) {
                now += 0.15 * (1 - Math.pow(now / limit, 4));
                time += 0.1;
            }
            return time;
        }

        /** How far a driver whom nothing hinders has come by then, metres. */
        double driven(double seconds) {
            double metres = 0;
            while (arrival(metres) < seconds) {
                metres += 1;
            }
            return metres;
        }

        RoadLine road() {
            return roads.getFirst().line();
        }
    }

    private static Stage stage(Template template, Conditions conditions, RandomGenerator chance) {
        double limit = conditions.rain() || conditions.night() ? 9 : 11;
        double speed = limit - 4 * chance.nextDouble();
        Pose origin = new Pose(0, 0, chance.nextDouble(-Math.PI, Math.PI));
        if (template == Template.LEFT_TURN) {
            return junction(origin, Math.min(speed, 7), limit, chance);
        }
        RoadLine road = road(origin, template, chance);
        boolean outer = switch (template) {
            case CLEAR, CURVE, FOLLOW, LEAD_BRAKING, QUEUE, PEDESTRIAN -> chance.nextBoolean();
            default -> true;
        };
        int lane = outer ? 1 : 0;
        Stage stage = new Stage(road.shifted(Carriageway.laneLeftMetres(lane)), lane, speed, limit, Double.NaN);
        stage.roads.add(new Carriageway("main", road));
        return stage;
    }

    private static RoadLine road(Pose origin, Template template, RandomGenerator chance) {
        RoadLine.Builder road = RoadLine.from(origin);
        boolean sharp = template == Template.CURVE;
        if (!sharp && chance.nextInt(100) >= 40) {
            return road.straight(ROAD_METRES).build();
        }
        double straight = START_METRES + (sharp ? 15 + 30 * chance.nextDouble() : -10 + 90 * chance.nextDouble());
        double bend = (sharp ? 0.012 : 0.004) + (sharp ? 0.013 : 0.012) * chance.nextDouble();
        double arc = Math.min(50 + 70 * chance.nextDouble(), 1.3 / bend);
        return road.straight(straight)
                .arc(arc, chance.nextBoolean() ? bend : -bend)
                .straight(ROAD_METRES - straight - arc)
                .build();
    }

    private static Stage junction(Pose origin, double speed, double limit, RandomGenerator chance) {
        double crossing = START_METRES + 27 + 10 * chance.nextDouble();
        double radius = 10;
        double offset = Carriageway.laneLeftMetres(0);
        double leaves = crossing - offset - radius;
        RoadLine route = RoadLine.from(origin.moved(0, offset, 0))
                .straight(leaves)
                .arc(radius * Math.PI / 2, 1 / radius)
                .straight(ROAD_METRES - crossing)
                .build();
        Stage stage = new Stage(route, 0, speed, limit, leaves);
        stage.roads.add(new Carriageway(
                "main", RoadLine.from(origin).straight(ROAD_METRES).build()));
        Pose cross = origin.moved(crossing, -ROAD_METRES / 2, Math.PI / 2);
        stage.roads.add(new Carriageway(
                "cross", RoadLine.from(cross).straight(ROAD_METRES).build()));
        return stage;
    }

    private static EgoState start(Stage stage, RandomGenerator chance) {
        double left = 0.15 * chance.nextGaussian();
        double turned = 0.01 * chance.nextGaussian();
        Pose pose = stage.route.at(START_METRES).moved(0, Math.clamp(left, -0.3, 0.3), Math.clamp(turned, -0.02, 0.02));
        return new EgoState(pose, stage.speed, 0, stage.route.curvatureAt(START_METRES));
    }
}
