package robotaxi.ota;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import javax.net.ssl.SSLContext;
import robotaxi.ota.trust.TufJson;

/** A car that asks the director over the vehicle port. */
public final class DirectedCar {
    private final URI vehiclePort;
    private final HttpClient client;

    /** Known by its certificate. */
    public DirectedCar(URI vehiclePort, SSLContext identity) {
        this.vehiclePort = vehiclePort;
        this.client = HttpClient.newBuilder().sslContext(identity).build();
    }

    /** A file of its own. */
    public HttpResponse<byte[]> get(String file) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(vehiclePort.resolve("/v1/director/metadata/" + file));
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** What a file says. */
    public JsonNode signed(String file) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = get(file);
        assertThat(answer.statusCode()).as(file).isEqualTo(200);
        return TufJson.member(TufJson.parse(answer.body()), "signed");
    }

    /** What the newest timestamp leads to. */
    public JsonNode targets() throws IOException, InterruptedException {
        long snapshot =
                signed("timestamp.json").at("/meta/snapshot.json/version").asLong();
        long targets = signed(snapshot + ".snapshot.json")
                .at("/meta/targets.json/version")
                .asLong();
        return signed(targets + ".targets.json");
    }
}
