package robotaxi.gateway.link.adapter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** What the gateway must be told. */
@ConfigMapping(prefix = "gateway")
public interface GatewayConfig {
    /** Name of this instance, written with presence. */
    @WithDefault("gateway-1")
    String id();

    /** Address that vehicles connect to. */
    @WithDefault("127.0.0.1")
    String host();

    /** Port of the vehicle link, mutual TLS. */
    @WithDefault("9443")
    int linkPort();

    /** Port of enrolment, server TLS. */
    @WithDefault("9444")
    int enrolmentPort();

    /** A car sends a heartbeat this often. */
    @WithDefault("PT3S")
    Duration heartbeat();

    /** A car that was not heard for so long is lost. */
    @WithDefault("PT9S")
    Duration lostAfter();

    /** So many sessions are taken; a car that comes then is sent to another gateway. */
    @WithDefault("20000")
    int mostSessions();

    /** A command's deadline may lie so far ahead at most; cars have a limit of their own. */
    @WithDefault("PT24H")
    Duration longestDeadline();

    /** Keys and certificates, PEM. */
    Pki pki();

    /** Keys and certificates, PEM. */
    interface Pki {
        /** The fleet's root: what cars pin. */
        Path root();

        /** The intermediate that signs cars. */
        Path intermediate();

        /** Its key, PKCS#8. */
        Path intermediateKey();

        /** The server's chain. */
        Path server();

        /** Its key, PKCS#8. */
        Path serverKey();

        /** A car's certificate holds so long. */
        @WithDefault("P90D")
        java.time.Period vehicleValidity();
    }
}
