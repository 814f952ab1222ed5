package robotaxi.ota.record.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;
import robotaxi.ota.release.ReleaseError;
import robotaxi.ota.release.ReleaseId;
import robotaxi.ota.release.Releases;

/** The proof of a release: what it is, who let it drive where, and what became of each car. */
@Path("/v1/releases/{id}/export.{form:jsonl|csv}")
class ReleaseExportResource {
    private static final int CARS_AT_ONCE = 1_000;

    private final PostgresReleaseRecords releaseRecords;
    private final Releases releases;
    private final Exports exports;

    @Inject
    ReleaseExportResource(PostgresReleaseRecords releaseRecords, Releases releases, Exports exports) {
        this.releaseRecords = releaseRecords;
        this.releases = releases;
        this.exports = exports;
    }

    @GET
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.SAFETY, Roles.AUDITOR})
    public Response get(@PathParam("id") String id, @PathParam("form") String form) {
        known(id);
        return form.equals("csv") ? csv(id) : json(id);
    }

    private Response json(String id) {
        return exports.stream("release", id, Exports.Form.JSONL, export -> {
            export.json("export", exports.head("release", id));
            export.json("release", QuarkusTransaction.requiringNew().call(() -> releaseRecords.release(id)));
            for (var piece : read(() -> releaseRecords.evidence(id))) {
                export.json("evidence", piece);
            }
            for (var rollout : read(() -> releaseRecords.rollouts(id))) {
                export.json("rollout", rollout);
            }
            for (var act : read(() -> releaseRecords.acts(id))) {
                export.json("act", act);
            }
            cars(id, car -> export.json("car", car));
        });
    }

    private Response csv(String id) {
        return exports.stream("release", id, Exports.Form.CSV, export -> {
            export.csv(
                    "releaseId",
                    "rolloutId",
                    "vehicleId",
                    "wave",
                    "state",
                    "since",
                    "code",
                    "detail",
                    "replaced",
                    "returnedTo",
                    "startedBy",
                    "approvedBy",
                    "offeredAt",
                    "activatedAt",
                    "endedAt");
            cars(
                    id,
                    car -> export.csv(
                            id,
                            car.rolloutId(),
                            car.vehicleId(),
                            car.wave(),
                            car.state(),
                            car.since(),
                            car.code(),
                            car.detail(),
                            car.replaced(),
                            car.returnedTo(),
                            car.startedBy(),
                            car.approvedBy(),
                            car.offeredAt(),
                            car.activatedAt(),
                            car.endedAt()));
        });
    }

    private interface EachCar {
        void take(PostgresReleaseRecords.Car car) throws IOException;
    }

    private void cars(String releaseId, EachCar each) throws IOException {
        PostgresReleaseRecords.Car last = null;
        List<PostgresReleaseRecords.Car> page;
        do {
            PostgresReleaseRecords.Car after = last;
            page = read(() -> releaseRecords.cars(releaseId, after, CARS_AT_ONCE));
            for (PostgresReleaseRecords.Car car : page) {
                each.take(car);
                last = car;
            }
        } while (page.size() == CARS_AT_ONCE);
    }

    private void known(String releaseId) {
        boolean there = QuarkusTransaction.requiringNew()
                .call(() -> releases.find(ReleaseId.parse(releaseId)).isPresent());
        if (!there) {
            throw new FleetException(ReleaseError.UNKNOWN, releaseId);
        }
    }

    private static <T> List<T> read(Callable<List<T>> query) {
        return QuarkusTransaction.requiringNew().call(query);
    }
}
