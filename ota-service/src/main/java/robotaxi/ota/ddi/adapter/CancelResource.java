package robotaxi.ota.ddi.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.ddi.AnswerDevices;
import robotaxi.ota.ddi.Feedback;
import robotaxi.ota.ddi.Word;

/** What a device shall give up, and whether it does. */
@Admitted
@Path("/{tenant}/controller/v1/{deviceId}/cancelAction/{actionId}")
@Produces({MediaType.APPLICATION_JSON, "application/hal+json"})
@Consumes({MediaType.APPLICATION_JSON, "application/hal+json"})
class CancelResource {
    private final DdiCaller caller;
    private final AnswerDevices answers;
    private final GroupCommit words;

    @Inject
    CancelResource(DdiCaller caller, AnswerDevices answers, GroupCommit words) {
        this.caller = caller;
        this.answers = answers;
        this.words = words;
    }

    @GET
    @PermitAll
    @Transactional
    public DdiJson.Cancel get(@PathParam("actionId") int actionId) {
        if (!answers.cancelling(caller.enter(), actionId)) {
            throw DdiException.unknown("nobody asked this device to give that up");
        }
        String id = String.valueOf(actionId);
        return new DdiJson.Cancel(id, new DdiJson.CancelAction(id));
    }

    @POST
    @Path("/feedback")
    @PermitAll
    @NonBlocking
    public Uni<Response> feedback(@PathParam("actionId") int actionId, @Nullable JsonNode body) {
        Feedback feedback = DdiReader.feedback(body);
        return caller.entered()
                .chain(deviceId -> words.hear(new Word.OfCancel(deviceId, actionId, feedback)))
                .map(Replies::of);
    }
}
