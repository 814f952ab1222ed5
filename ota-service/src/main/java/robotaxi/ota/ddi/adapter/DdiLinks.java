package robotaxi.ota.ddi.adapter;

import io.vertx.core.http.HttpServerRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import robotaxi.ota.ddi.adapter.DdiJson.Link;

/**
 * Addresses of one device's resources.
 *
 * @param base without a slash at its end
 */
record DdiLinks(String base) {
    static DdiLinks of(DdiConfig config, String deviceId, HttpServerRequest request) {
        String address = config.address().orElseGet(() -> request.scheme() + "://" + request.authority());
        return new DdiLinks(address + "/" + config.tenant() + "/controller/v1/" + segment(deviceId));
    }

    Link to(String path) {
        return new Link(base + "/" + path);
    }

    /** Whether no other port is needed to download. */
    boolean encrypted() {
        return base.startsWith("https:");
    }

    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
