package robotaxi.kit.problem;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Fails in every way that a resource can. */
@Path("/broken")
public class BrokenResource {
    static final class Code {
        static final ErrorCode PAUSED = new ErrorCode("test.paused", Category.REFUSED, "It is paused");
        static final ErrorCode BUSY = new ErrorCode("test.busy", Category.BUSY, "It is busy");

        private Code() {}
    }

    record Body(int number) {}

    @GET
    @Path("/conflict")
    public Response conflict() {
        return Problems.conflict(Code.PAUSED, "paused");
    }

    @GET
    @Path("/busy")
    public Response busy() {
        throw new FleetException(Code.BUSY, "Try again in a moment");
    }

    @GET
    @Path("/fault")
    public Response fault() {
        throw new IllegalStateException("the password is in here");
    }

    @POST
    @Path("/body")
    public int body(Body body) {
        return body.number();
    }
}
