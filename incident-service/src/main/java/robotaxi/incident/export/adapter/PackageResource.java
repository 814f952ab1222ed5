package robotaxi.incident.export.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.custody.adapter.Keeper;
import robotaxi.incident.export.ExportError;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** The package of an incident. That it was given out, to whom and what for, is committed before its first byte. */
@Path("/v1/incidents/{id}/package")
@RolesAllowed(Roles.SAFETY)
class PackageResource {
    private final DossierReader dossiers;
    private final CustodyFiles custodyFiles;
    private final Keeper keeper;
    private final SecurityIdentity caller;
    private final Audit audit;
    private final InstantSource clock;

    @Inject
    PackageResource(
            DossierReader dossiers,
            CustodyFiles custodyFiles,
            Keeper keeper,
            SecurityIdentity caller,
            Audit audit,
            InstantSource clock) {
        this.dossiers = dossiers;
        this.custodyFiles = custodyFiles;
        this.keeper = keeper;
        this.caller = caller;
        this.audit = audit;
        this.clock = clock;
    }

    @GET
    public Response get(@PathParam("id") String id, @Nullable @QueryParam("purpose") String purpose) {
        if (purpose == null || purpose.isBlank()) {
            throw new FleetException(ExportError.NO_PURPOSE, "say what the package is for");
        }
        Keeper.Identity identity = keeper.require();
        String by = caller.getPrincipal().getName();
        Dossier dossier = QuarkusTransaction.requiringNew().call(() -> {
            audit.record(by, "evidence.export", id, purpose.strip());
            return dossiers.export(id, purpose.strip(), by);
        });
        StreamingOutput body = out -> write(out, dossier, identity);
        return Response.ok(body, "application/zip")
                .header("Content-Disposition", "attachment; filename=\"" + id + ".zip\"")
                .build();
    }

    private void write(OutputStream out, Dossier dossier, Keeper.Identity identity) throws IOException {
        String id = dossier.incident().facts().id().value();
        BagZip bag = new BagZip(out, id);
        new PackageWriter(bag, dossier).write();
        QuarkusTransaction.requiringNew().run(() -> custody(bag, dossier, identity));
        Map<String, String> info = new LinkedHashMap<>();
        info.put("External-Identifier", id);
        info.put("External-Description", "Evidence of an incident, with its chain of custody");
        info.put("Purpose", dossier.purpose().replaceAll("\\s+", " "));
        bag.close(clock.instant().atZone(ZoneOffset.UTC).toLocalDate(), info, identity::sign);
    }

    private void custody(BagZip bag, Dossier dossier, Keeper.Identity identity) {
        try {
            var facts = dossier.incident().facts();
            custodyFiles.write(bag, facts.moment().vehicleId(), facts.id().value(), dossier.entries(), identity);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
