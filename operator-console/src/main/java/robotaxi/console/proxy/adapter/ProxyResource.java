package robotaxi.console.proxy.adapter;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import robotaxi.console.proxy.AllowList;
import robotaxi.console.proxy.Upstream;

/** Calls of the page, handed on to the service that they name; bodies stream through. */
@Path("/api/{service:dispatch|gateway|ota|incident}/{path:.+}")
@Authenticated
public class ProxyResource {
    private static final Logger LOG = Logger.getLogger(ProxyResource.class);
    private static final List<String> FORWARDED =
            List.of("Accept", "Content-Type", "Range", "If-None-Match", "If-Match", "Idempotency-Key");
    private static final List<String> RETURNED = List.of(
            "Content-Type",
            "Content-Length",
            "Content-Range",
            "Content-Disposition",
            "Accept-Ranges",
            "Cache-Control",
            "ETag",
            "Vary",
            "Retry-After");

    private final ServiceClient services;
    private final SecurityIdentity person;

    @Inject
    ProxyResource(ServiceClient services, SecurityIdentity person) {
        this.services = services;
        this.person = person;
    }

    /** Reads. */
    @GET
    public Response get(@PathParam("service") String service, @Context UriInfo uri, @Context HttpHeaders headers) {
        return pass("GET", service, uri, headers, null);
    }

    /** Writes; a page of another origin cannot send our header without asking us first, and we never say yes. */
    @POST
    public Response post(
            @PathParam("service") String service, @Context UriInfo uri, @Context HttpHeaders headers, byte[] body) {
        return write("POST", service, uri, headers, body);
    }

    /** Replaces; guarded like any other write. */
    @PUT
    public Response put(
            @PathParam("service") String service, @Context UriInfo uri, @Context HttpHeaders headers, byte[] body) {
        return write("PUT", service, uri, headers, body);
    }

    /** Takes away, with a body that says why; guarded like any other write. */
    @DELETE
    public Response delete(
            @PathParam("service") String service, @Context UriInfo uri, @Context HttpHeaders headers, byte[] body) {
        return write("DELETE", service, uri, headers, body);
    }

    private Response write(String method, String service, UriInfo uri, HttpHeaders headers, byte[] body) {
        if (!"console".equals(headers.getHeaderString("X-Requested-With"))) {
            return ConsoleProblem.NOT_FROM_CONSOLE.response("X-Requested-With: console is needed");
        }
        return pass(method, service, uri, headers, body);
    }

    private Response pass(String method, String service, UriInfo uri, HttpHeaders headers, byte @Nullable [] body) {
        String full = uri.getRequestUri().getRawPath();
        String path = full.substring(full.indexOf("/api/") + "/api/".length() + service.length());
        Optional<Upstream> upstream = Upstream.find(service).filter(known -> AllowList.allows(known, method, path));
        if (upstream.isEmpty()) {
            return ConsoleProblem.UNKNOWN_PATH.response(method + " " + full);
        }
        String query = uri.getRequestUri().getRawQuery();
        HttpRequest.Builder request = services.request(
                upstream.get(), query == null ? path : path + "?" + query, ServiceClient.token(person));
        FORWARDED.forEach(name ->
                Optional.ofNullable(headers.getHeaderString(name)).ifPresent(value -> request.header(name, value)));
        request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        return answer(service, request.build());
    }

    private Response answer(String service, HttpRequest request) {
        try {
            HttpResponse<InputStream> answer = services.http().send(request, BodyHandlers.ofInputStream());
            var builder = Response.status(answer.statusCode()).entity(answer.body());
            RETURNED.forEach(name -> answer.headers().firstValue(name).ifPresent(value -> builder.header(name, value)));
            return builder.build();
        } catch (IOException e) {
            LOG.warnf("A service does not answer service=%s reason=%s", service, e);
            return ConsoleProblem.SERVICE_SILENT.response(service);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ConsoleProblem.SERVICE_SILENT.response(service);
        }
    }
}
