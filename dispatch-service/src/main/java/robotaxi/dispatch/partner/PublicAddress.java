package robotaxi.dispatch.partner;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Which addresses belong to the public internet: a partner must not make us call our own network.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA special-purpose addresses</a>
 */
public final class PublicAddress {
    private PublicAddress() {}

    /** Whether anybody may be sent there. Addresses that nobody can tell the use of are not public. */
    public static boolean isPublic(InetAddress address) {
        boolean isSpecial = address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
        return !isSpecial
                && (address instanceof Inet4Address
                        ? isPublic4(address.getAddress())
                        : isPublic6(address.getAddress()));
    }

    private static boolean isPublic4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        boolean isCarriers = first == 100 && second >= 64 && second < 128;
        boolean isProtocols = first == 192 && second == 0 && third == 0;
        boolean isDocumentation = (first == 192 && second == 0 && third == 2)
                || (first == 198 && second == 51 && third == 100)
                || (first == 203 && second == 0 && third == 113);
        boolean isMeasurement = first == 198 && (second == 18 || second == 19);
        return first != 0 && first < 240 && !isCarriers && !isProtocols && !isDocumentation && !isMeasurement;
    }

    /** Global unicast 2000::/3 alone, without the ways back to IPv4 (6to4, Teredo) and documentation. */
    private static boolean isPublic6(byte[] bytes) {
        int first = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
        int second = ((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff);
        return (first & 0xe000) == 0x2000 && first != 0x2002 && !(first == 0x2001 && (second == 0 || second == 0xdb8));
    }
}
