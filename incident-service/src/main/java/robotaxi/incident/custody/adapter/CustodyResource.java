package robotaxi.incident.custody.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import robotaxi.contracts.custody.ChainFile;
import robotaxi.contracts.custody.Statement;
import robotaxi.incident.custody.CarChain;
import robotaxi.incident.custody.CustodyError;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** The chains themselves, for whoever checks them. */
@Path("/v1/custody")
@RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
class CustodyResource {
    private final PostgresCustody custody;
    private final CarSeals seals;
    private final Keeper keeper;
    private final InstantSource clock;

    @Inject
    CustodyResource(PostgresCustody custody, CarSeals seals, Keeper keeper, InstantSource clock) {
        this.custody = custody;
        this.seals = seals;
        this.keeper = keeper;
        this.clock = clock;
    }

    /**
     * How a car's two chains stand.
     *
     * @param entries of the service's chain
     * @param carState intact, gap or fork, of the chain that the car signs
     * @param missing numbers of the car's entries that have not come
     * @param refused entries of the car that do not count
     */
    public record ChainJson(
            String vehicleId,
            long entries,
            String head,
            String carState,
            long carSequence,
            List<Long> missing,
            List<Long> forks,
            int refused) {}

    /** Every car's. */
    public record ChainsJson(List<ChainJson> chains) {}

    /**
     * One car's, followed from its first entry.
     *
     * @param wrong what is wrong with the service's chain, or empty
     */
    public record JudgedJson(ChainJson chain, boolean intact, String wrong) {}

    @GET
    @Transactional
    public ChainsJson list() {
        return new ChainsJson(custody.vehicles().stream().map(this::chain).toList());
    }

    @GET
    @Path("/{vehicleId}")
    @Transactional
    public JudgedJson get(@PathParam("vehicleId") String vehicleId) {
        ChainJson chain = chain(vehicleId);
        String wrong = custody.judge(vehicleId);
        return new JudgedJson(chain, wrong.isEmpty(), wrong);
    }

    private ChainJson chain(String vehicleId) {
        PostgresCustody.Head head = head(vehicleId);
        CarChain car = seals.judge(vehicleId);
        return new ChainJson(
                vehicleId,
                head.sequence(),
                head.entry(),
                car.state().name().toLowerCase(Locale.ROOT),
                car.sequence(),
                car.missing(),
                car.forks(),
                seals.refused(vehicleId));
    }

    private PostgresCustody.Head head(String vehicleId) {
        return custody.head(vehicleId).orElseThrow(() -> new FleetException(CustodyError.CHAIN_UNKNOWN, vehicleId));
    }

    /** The whole chain with its signed head, as {@code ./robotaxi evidence verify} reads it. */
    @GET
    @Path("/{vehicleId}/chain")
    @Produces("text/plain")
    public StreamingOutput chainFile(@PathParam("vehicleId") String vehicleId) {
        Keeper.Identity identity = keeper.require();
        PostgresCustody.Head head = QuarkusTransaction.requiringNew().call(() -> head(vehicleId));
        String statement = headStatement(vehicleId, head, clock.instant().toString());
        byte[] signature = identity.sign(statement);
        return out -> {
            QuarkusTransaction.requiringNew()
                    .run(() -> custody.each(vehicleId, 1, head.sequence(), kept -> {
                        write(out, kept.entry().text());
                        return true;
                    }));
            try {
                write(out, ChainFile.ending(statement, signature, identity.chain()));
            } catch (GeneralSecurityException e) {
                throw new IOException("a certificate cannot be written", e);
            }
            out.flush();
        };
    }

    /** What the keeper says of how far a chain goes. */
    static String headStatement(String vehicleId, PostgresCustody.Head head, String at) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("chain", vehicleId);
        members.put("sequence", Long.toString(head.sequence()));
        members.put("entry", head.entry());
        members.put("at", at);
        return Statement.of(Statement.HEAD, members);
    }

    private static void write(OutputStream out, String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
