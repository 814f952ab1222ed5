package robotaxi.kit.problem;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Fails in every way that a resource can. */
@Path("/broken")
public class BrokenResource {
    enum Code implements ErrorCode {
        PAUSED("test.paused", Category.REFUSED, "It is paused"),
        BUSY("test.busy", Category.BUSY, "It is busy");

        private final String code;
        private final Category category;
        private final String title;

        Code(String code, Category category, String title) {
            this.code = code;
            this.category = category;
            this.title = title;
        }

        @Override
        public String code() {
            return code;
        }

        @Override
        public Category category() {
            return category;
        }

        @Override
        public String title() {
            return title;
        }
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
