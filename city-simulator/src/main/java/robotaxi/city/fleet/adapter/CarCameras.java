package robotaxi.city.fleet.adapter;

import java.util.ArrayList;
import java.util.List;
import robotaxi.city.fleet.Moment;
import robotaxi.city.fleet.WantedCamera;
import robotaxi.city.fleet.Wishes;
import robotaxi.city.view.Camera;
import robotaxi.city.view.CameraRenderer;
import robotaxi.city.view.CityGround;
import robotaxi.city.view.GroundMap;
import robotaxi.city.view.Picture;
import robotaxi.city.view.RigRenderer;
import robotaxi.city.view.Weather;
import robotaxi.city.view.adapter.JpegPacker;
import robotaxi.city.view.adapter.PngPacker;

/**
 * One car's cameras: those that its model asks for, drawn as scenes are, or else the one that every car records. Not for
 * use by two threads at once.
 */
public final class CarCameras {
    /** The camera that every car records, and looks through where its model asks for no other. */
    static final Camera RECORDED = Camera.RIG.get(1);

    /** A model looks back so far; what was missed before is not made up for. */
    private static final int MOST_MISSED = 4;

    private final CameraRenderer recorded;
    private final RigRenderer rig;
    private long dueMicros;

    /** A picture and when its shutter closed. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    public record Shot(String cameraId, long timeMicros, byte[] bytes) {}

    /** Cameras over the ground of one city. */
    public CarCameras(GroundMap ground) {
        this.recorded = new CameraRenderer(ground);
        this.rig = new RigRenderer(new CityGround(ground));
    }

    /** The pictures that are due by now, of moments in the order of their time. */
    public List<Shot> shoot(Wishes wishes, List<Moment> moments) {
        List<Shot> shots = new ArrayList<>();
        if (wishes.cameraHz() <= 0) {
            return shots;
        }
        // A model that asks for cameras needs each frame at its time; the others look at the newest one.
        int most = wishes.cameras().isEmpty() ? 1 : MOST_MISSED;
        for (Moment moment : moments.subList(Math.max(0, moments.size() - most), moments.size())) {
            if (moment.timeMicros() >= dueMicros) {
                shoot(wishes.cameras(), moment, shots);
                long period = (long) (1e6 / wishes.cameraHz());
                dueMicros = Math.max(dueMicros + period, moment.timeMicros() + period / 2);
            }
        }
        return shots;
    }

    private void shoot(List<WantedCamera> wanted, Moment moment, List<Shot> shots) {
        if (wanted.isEmpty()) {
            Picture picture = recorded.render(moment.state().rearAxle(), moment.around());
            shots.add(new Shot(RECORDED.id(), moment.timeMicros(), JpegPacker.pack(picture)));
        }
        for (WantedCamera each : wanted) {
            Picture picture = new Picture(each.width(), each.height());
            rig.render(
                    picture,
                    each.camera(),
                    moment.state().rearAxle(),
                    moment.around(),
                    Weather.DRY_DAY,
                    moment.timeMicros());
            shots.add(new Shot(each.camera().id(), moment.timeMicros(), PngPacker.pack(picture)));
        }
    }
}
