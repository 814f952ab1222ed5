package robotaxi.dispatch.partner.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Optional;
import robotaxi.dispatch.partner.PublicAddress;

/**
 * Where webhooks may go: by https to the public internet. Asked when an endpoint is registered and again before each delivery,
 * since a name may lead elsewhere by then; the platform remembers a name's address for long enough (30 s) that the connection
 * goes to the one that was judged.
 */
@ApplicationScoped
class WebhookTargets {
    private static final int LONGEST_URL = 2_000;
    private final boolean allowLoopback;

    @Inject
    WebhookTargets(WebhookConfig config) {
        this.allowLoopback = config.allowLoopback();
    }

    /** Why nothing is sent there; empty if it may be. */
    Optional<String> refusal(String url) {
        URI address;
        try {
            address = new URI(url);
        } catch (URISyntaxException e) {
            return Optional.of("not a URL");
        }
        String host = address.getHost();
        if (host == null || url.length() > LONGEST_URL || address.getUserInfo() != null) {
            return Optional.of("not a URL with a host, and without a user");
        }
        boolean isPlain = "http".equals(address.getScheme());
        if (!isPlain && !"https".equals(address.getScheme())) {
            return Optional.of("https is needed");
        }
        try {
            for (InetAddress each : InetAddress.getAllByName(host)) {
                boolean isOwn = allowLoopback && each.isLoopbackAddress();
                if (!isOwn && (isPlain || !PublicAddress.isPublic(each))) {
                    return Optional.of(isPlain ? "https is needed" : "not an address of the public internet");
                }
            }
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of("the host is not known");
        }
    }
}
