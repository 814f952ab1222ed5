package robotaxi.incident.custody.adapter;

import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import robotaxi.contracts.custody.CustodyException;
import robotaxi.contracts.custody.Entry;
import robotaxi.contracts.custody.Signatures;
import robotaxi.incident.custody.CarChain;
import robotaxi.incident.evidence.Upload;

/**
 * The cars' own chains. A car signs the entry of each recording with the key of its certificate and sends all three with the upload;
 * what does not hold is kept with the reason. A recording is evidence with or without it.
 */
@ApplicationScoped
public class CarSeals {
    private static final String VEHICLE_TLS = "vehicle";

    private final Sql sql;
    private final TlsConfigurationRegistry tls;
    private final InstantSource clock;

    @Inject
    CarSeals(DataSource database, TlsConfigurationRegistry tls, InstantSource clock) {
        this.sql = new Sql(database);
        this.tls = tls;
        this.clock = clock;
    }

    /**
     * What a car signed.
     *
     * @param signature in base64
     * @param certificates PEM, the car's first
     * @param refusal why it does not count, or empty
     */
    public record Seal(Entry entry, String signature, String certificates, String refusal) {}

    /** Keeps what came with an upload. Answers the hash of the car's entry, {@code none}, or {@code refused: } and why. */
    String take(Upload upload) {
        String text = upload.announced("custody_entry");
        if (text.isEmpty()) {
            return "none";
        }
        Entry entry;
        byte[] signature;
        try {
            entry = Entry.parse(Entry.Domain.VEHICLE, text);
            signature = Base64.getDecoder().decode(upload.announced("custody_signature"));
        } catch (CustodyException | IllegalArgumentException e) {
            return "refused: it cannot be read";
        }
        String certificates = upload.announced("custody_certificates");
        String refusal = refusal(upload, entry, signature, certificates);
        sql.write(
                "insert into car_entry (vehicle_id, sequence, entry, previous, meta, blob_sha256, event_id, signature,"
                        + " certificates, refusal, received_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                upload.vehicleId(),
                entry.sequence(),
                entry.hash(),
                entry.previous(),
                entry.meta(),
                entry.blobSha256(),
                upload.announced("event_id"),
                signature,
                certificates,
                refusal,
                clock.instant());
        return refusal.isEmpty() ? entry.hash() : "refused: " + refusal;
    }

    private String refusal(Upload upload, Entry entry, byte[] signature, String certificates) {
        if (!entry.says("chain").equals(upload.vehicleId())
                || !entry.says("event").equals(upload.announced("event_id"))
                || !entry.blobSha256().equals(upload.announced("sha256"))) {
            return "it is of another recording";
        }
        try {
            List<X509Certificate> chain = Signatures.certificates(certificates);
            Signatures.requirePath(chain, anchors());
            if (!Signatures.isVehicle(chain.getFirst(), upload.vehicleId())) {
                return "the certificate is another car's";
            }
            return Signatures.isBy(chain.getFirst(), entry.text(), signature) ? "" : "the signature is not the car's";
        } catch (GeneralSecurityException e) {
            return "the certificate does not lead to the fleet's root";
        }
    }

    /** Whom the vehicle port trusts. */
    private List<X509Certificate> anchors() throws GeneralSecurityException {
        KeyStore trusted = tls.get(VEHICLE_TLS)
                .orElseThrow(() -> new GeneralSecurityException("there is no vehicle port"))
                .getTrustStore();
        if (trusted == null) {
            throw new GeneralSecurityException("the vehicle port trusts nobody");
        }
        List<X509Certificate> anchors = new ArrayList<>();
        for (String alias : Collections.list(trusted.aliases())) {
            anchors.add((X509Certificate) trusted.getCertificate(alias));
        }
        return anchors;
    }

    /** How a car's own chain stands. */
    public CarChain judge(String vehicleId) {
        return CarChain.of(sql.list(
                row -> new CarChain.Link(row.getLong(1), row.getString(2), row.getString(3)),
                "select sequence, previous, entry from car_entry where vehicle_id = ? and refusal = ''",
                vehicleId));
    }

    /** How many of a car's entries do not count. */
    int refused(String vehicleId) {
        return sql.find(
                        row -> row.getInt(1),
                        "select count(*) from car_entry where vehicle_id = ? and refusal <> ''",
                        vehicleId)
                .orElse(0);
    }

    /** What the car signed for the recordings of an incident, in the car's order. */
    public List<Seal> ofIncident(String incidentId) {
        return sql.list(
                row -> new Seal(
                        new Entry(
                                Entry.Domain.VEHICLE,
                                row.getString("previous"),
                                row.getString("meta"),
                                row.getString("blob_sha256")),
                        Base64.getEncoder().encodeToString(row.getBytes("signature")),
                        row.getString("certificates"),
                        row.getString("refusal")),
                "select c.* from car_entry c join incident_safety_event e on e.event_id = c.event_id"
                        + " join incident i on i.id = e.incident_id and i.vehicle_id = c.vehicle_id"
                        + " where i.id = ? and c.refusal = '' order by c.sequence, c.entry",
                incidentId);
    }
}
