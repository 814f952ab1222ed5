package robotaxi.local.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import robotaxi.contracts.custody.Signatures;
import robotaxi.contracts.signing.SignerCertificate;
import robotaxi.local.identity.Certificates.Profile;
import robotaxi.local.stack.StackException;

/**
 * The local stack's certificates: a root, an intermediate that the gateway signs cars with, one server certificate for localhost,
 * and an intermediate of their own for the services that sign commands. The keys of the root and of the services' intermediate lie
 * in a folder of their own that no service is told of.
 */
public final class FleetPki {
    private static final String ROOT_NAME = "O=Robotaxi fleet,CN=Robotaxi local root";
    private static final String VEHICLES_NAME = "O=Robotaxi fleet,CN=Robotaxi local vehicles";
    private static final String SERVICES_NAME = "O=Robotaxi fleet,CN=Robotaxi local services";
    private static final String VEHICLE_URN = "urn:robotaxi:vehicle:";
    /** Reports are kept for seven years; the certificate outlives them. */
    private static final Duration KEEPER_VALIDITY = Duration.ofDays(3600);

    private static final Duration CAR_VALIDITY = Duration.ofDays(30);
    private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3650);
    private static final Duration SERVER_VALIDITY = Duration.ofDays(730);

    /** The half that is always left at a start is far longer than any command's deadline. */
    private static final Duration SIGNER_VALIDITY = Duration.ofDays(90);

    private final Path folder;

    /**
     * What a service signs its commands with, PEM.
     *
     * @param chain the service's certificate, then the services' intermediate
     */
    public record Signer(Path key, Path chain) {
        /** The service's settings. */
        public Map<String, String> environment() {
            return Map.of("COMMAND_SIGNING_KEY", key.toString(), "COMMAND_SIGNING_CHAIN", chain.toString());
        }
    }

    /** What evidence is signed with, PEM, and the root that outsiders compare with. */
    public record Keeper(Path key, Path chain, Path root) {
        /** The service's settings. */
        public Map<String, String> environment() {
            return Map.of(
                    "INCIDENT_CUSTODY_KEY",
                    key.toString(),
                    "INCIDENT_CUSTODY_CHAIN",
                    chain.toString(),
                    "INCIDENT_CUSTODY_ROOT",
                    root.toString());
        }
    }

    private FleetPki(Path folder) {
        this.folder = folder;
    }

    /** Makes what is missing. */
    public static FleetPki in(Path folder) {
        var pki = new FleetPki(folder);
        try {
            if (!Files.exists(pki.server())) {
                pki.create();
            }
            if (!Files.exists(pki.services())) {
                pki.createServices();
            }
            return pki;
        } catch (IOException | GeneralSecurityException e) {
            throw new StackException("the certificates in " + folder + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** What cars pin. */
    public Path root() {
        return folder.resolve("root.pem");
    }

    /** Signs cars. */
    public Path intermediate() {
        return folder.resolve("intermediate.pem");
    }

    /** Its key. */
    public Path intermediateKey() {
        return folder.resolve("intermediate.key");
    }

    /** The servers' chain. */
    public Path server() {
        return folder.resolve("server.pem");
    }

    /** Its key. */
    public Path serverKey() {
        return folder.resolve("server.key");
    }

    /** Signs the services that sign commands. */
    public Path services() {
        return folder.resolve("services.pem");
    }

    /** What a service signs commands with; made anew when less than half of its time is left. */
    public synchronized Signer signer(String service) {
        var signer = new Signer(
                folder.resolve("signing/" + service + ".key"), folder.resolve("signing/" + service + ".pem"));
        try {
            if (!isGood(signer)) {
                createSigner(service, signer);
            }
            return signer;
        } catch (IOException | GeneralSecurityException e) {
            throw new StackException("the certificate of " + service + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** What the incident service signs evidence with: straight under the root, good for nothing else. Made once. */
    public synchronized Keeper keeper() {
        var keeper = new Keeper(folder.resolve("keeper/keeper.key"), folder.resolve("keeper/keeper.pem"), root());
        try {
            if (!Files.exists(keeper.chain())) {
                Files.createDirectories(folder.resolve("keeper"));
                KeyPair key = Certificates.keyPair();
                var profile = new Profile(
                        "O=Robotaxi fleet,CN=evidence", false, KEEPER_VALIDITY, Signatures.KEEPER, List.of());
                X509Certificate certificate =
                        Certificates.sign(profile, key, ROOT_NAME, Certificates.readKey(rootKey()));
                Certificates.secret(keeper.key(), key);
                // Written last: while it is there, it fits the key.
                Files.writeString(keeper.chain(), Certificates.pem(certificate));
            }
            return keeper;
        } catch (IOException | GeneralSecurityException e) {
            throw new StackException("the certificate that vouches for evidence cannot be made: " + e.getMessage(), e);
        }
    }

    /**
     * A car's key and certificate, for measurements that go without the gateway that enrols cars. Nothing of it is kept.
     *
     * @param chain the car's certificate, then the vehicles' intermediate
     */
    public record Car(PrivateKey key, List<X509Certificate> chain, X509Certificate root) {
        /** Speaks to the fleet as this car. */
        public SSLContext context() {
            return tls(key, chain, root);
        }
    }

    /** Listens as the fleet's servers do, for measurements beside them; whether it asks for a certificate is the socket's matter. */
    public SSLContext serverContext() {
        try {
            return tls(
                    Certificates.readKey(serverKey()),
                    Certificates.read(server()),
                    Certificates.read(root()).getFirst());
        } catch (IOException | GeneralSecurityException e) {
            throw new StackException("the servers' certificate cannot be read: " + e.getMessage(), e);
        }
    }

    private static SSLContext tls(PrivateKey key, List<X509Certificate> chain, X509Certificate root) {
        try {
            char[] none = new char[0];
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, none);
            own.setKeyEntry("own", key, none, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, none);
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, none);
            trusted.setCertificateEntry("root", root);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new StackException("a certificate cannot be used: " + e.getMessage(), e);
        }
    }

    /** A car with a new key. */
    public Car car(String vehicleId) {
        try {
            KeyPair key = Certificates.keyPair();
            var profile = new Profile(
                    "CN=" + vehicleId,
                    false,
                    CAR_VALIDITY,
                    KeyPurposeId.id_kp_clientAuth.getId(),
                    List.of(new GeneralName(GeneralName.uniformResourceIdentifier, VEHICLE_URN + vehicleId)));
            X509Certificate certificate =
                    Certificates.sign(profile, key, VEHICLES_NAME, Certificates.readKey(intermediateKey()));
            X509Certificate intermediate = Certificates.read(intermediate()).getFirst();
            X509Certificate root = Certificates.read(root()).getFirst();
            return new Car(key.getPrivate(), List.of(certificate, intermediate), root);
        } catch (IOException | GeneralSecurityException e) {
            throw new StackException("the certificate of " + vehicleId + " cannot be made: " + e.getMessage(), e);
        }
    }

    private boolean isGood(Signer signer) throws IOException, GeneralSecurityException {
        if (!Files.exists(signer.chain())) {
            return false;
        }
        List<X509Certificate> chain = Certificates.read(signer.chain());
        Instant end = chain.getFirst().getNotAfter().toInstant();
        return chain.getLast().equals(Certificates.read(services()).getFirst())
                && Instant.now().plus(SIGNER_VALIDITY.dividedBy(2)).isBefore(end);
    }

    private void create() throws IOException, GeneralSecurityException {
        Files.createDirectories(folder.resolve("offline"));
        Files.deleteIfExists(services());
        Files.deleteIfExists(folder.resolve("keeper/keeper.pem"));
        KeyPair rootKey = Certificates.keyPair();
        X509Certificate root = Certificates.sign(
                Profile.authority(ROOT_NAME, AUTHORITY_VALIDITY, ""), rootKey, ROOT_NAME, rootKey.getPrivate());
        KeyPair intermediateKey = Certificates.keyPair();
        X509Certificate intermediate = Certificates.sign(
                Profile.authority(VEHICLES_NAME, AUTHORITY_VALIDITY, ""),
                intermediateKey,
                ROOT_NAME,
                rootKey.getPrivate());
        KeyPair serverKey = Certificates.keyPair();
        var localhost = new Profile(
                "O=Robotaxi fleet,CN=localhost",
                false,
                SERVER_VALIDITY,
                KeyPurposeId.id_kp_serverAuth.getId(),
                List.of(
                        new GeneralName(GeneralName.dNSName, "localhost"),
                        new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        X509Certificate server = Certificates.sign(localhost, serverKey, VEHICLES_NAME, intermediateKey.getPrivate());
        Certificates.secret(rootKey(), rootKey);
        Certificates.secret(intermediateKey(), intermediateKey);
        Certificates.secret(serverKey(), serverKey);
        Files.writeString(root(), Certificates.pem(root));
        Files.writeString(intermediate(), Certificates.pem(intermediate));
        // Written last: its presence says that all is there.
        Files.writeString(server(), Certificates.pem(server) + Certificates.pem(intermediate));
    }

    private void createServices() throws IOException, GeneralSecurityException {
        KeyPair key = Certificates.keyPair();
        X509Certificate services = Certificates.sign(
                Profile.authority(SERVICES_NAME, AUTHORITY_VALIDITY, SignerCertificate.PURPOSE),
                key,
                ROOT_NAME,
                Certificates.readKey(rootKey()));
        Certificates.secret(servicesKey(), key);
        Files.writeString(services(), Certificates.pem(services));
    }

    private void createSigner(String service, Signer signer) throws IOException, GeneralSecurityException {
        Files.createDirectories(folder.resolve("signing"));
        // While the chain is there, it fits the key.
        Files.deleteIfExists(signer.chain());
        KeyPair key = Certificates.keyPair();
        PrivateKey servicesKey = Certificates.readKey(servicesKey());
        var profile = new Profile(
                "O=Robotaxi fleet,CN=" + service,
                false,
                SIGNER_VALIDITY,
                SignerCertificate.PURPOSE,
                List.of(new GeneralName(GeneralName.uniformResourceIdentifier, SignerCertificate.urn(service))));
        X509Certificate certificate = Certificates.sign(profile, key, SERVICES_NAME, servicesKey);
        Certificates.secret(signer.key(), key);
        Files.writeString(signer.chain(), Certificates.pem(certificate) + Files.readString(services()));
    }

    private Path rootKey() {
        return folder.resolve("offline/root.key");
    }

    private Path servicesKey() {
        return folder.resolve("offline/services.key");
    }
}
