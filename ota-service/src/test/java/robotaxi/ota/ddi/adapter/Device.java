package robotaxi.ota.ddi.adapter;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** A device that speaks with its own token. */
record Device(String id, String token) {
    /** Registers one; the caller must be a release manager. */
    static Device registered(String id, String hardwareId) {
        String token = given().contentType("application/json")
                .body(Map.of("hardwareId", hardwareId))
                .put("/v1/devices/" + id)
                .then()
                .statusCode(200)
                .extract()
                .path("token");
        return new Device(id, token);
    }

    RequestSpecification asks() {
        return given().header("Authorization", "TargetToken " + token).accept("application/json;charset=UTF-8");
    }

    ValidatableResponse get(String path) {
        return asks().get(base() + path).then();
    }

    ValidatableResponse poll() {
        return get("");
    }

    /** The path that a poll links under that name, or null. */
    String linked(String name) {
        String link = poll().statusCode(200).extract().path("_links." + name + ".href");
        return link == null ? null : link.substring(link.indexOf(base()) + base().length());
    }

    ValidatableResponse says(String path, String execution, String finished, String details) {
        return posts(path, """
                {"id": 7, "time": "20261122T000000", "unknown": {}, "status": {"execution": "%s",
                 "result": {"finished": "%s", "progress": {"cnt": 1, "of": 2}}, "details": "%s"}}""".formatted(execution, finished, details));
    }

    ValidatableResponse posts(String path, String body) {
        return asks().contentType("application/json")
                .body(body)
                .post(base() + path)
                .then();
    }

    String base() {
        return "/default/controller/v1/" + id;
    }
}
