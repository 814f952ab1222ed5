package robotaxi.onboard.link;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where a gateway takes cars.
 *
 * @param host name or address, without brackets
 * @param port TCP port for mutual TLS
 */
public record GatewayAddress(String host, int port) {
    /**
     * Reads {@code host:port,host:port}; an IPv6 address stands in brackets.
     *
     * @throws IllegalArgumentException if one has no host or no port
     */
    public static List<GatewayAddress> parseList(String text) {
        return Stream.of(text.split(",", -1)).map(GatewayAddress::parse).toList();
    }

    private static GatewayAddress parse(String text) {
        String trimmed = text.strip();
        int colon = trimmed.lastIndexOf(':');
        String host = colon < 1 ? "" : trimmed.substring(0, colon).replaceAll("^\\[|]$", "");
        try {
            int port = Integer.parseInt(trimmed.substring(colon + 1));
            if (!host.isEmpty() && port > 0 && port < 65_536) {
                return new GatewayAddress(host, port);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not host:port: " + trimmed, e);
        }
        throw new IllegalArgumentException("not host:port: " + trimmed);
    }
}
