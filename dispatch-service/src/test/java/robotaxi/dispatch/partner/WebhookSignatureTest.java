package robotaxi.dispatch.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String BODY = "{\"test\": 2432232314}";

    @Test
    void theExampleThatTheSpecificationsLibrariesAreTestedWith() {
        assertThat(WebhookSignature.header(ID, 1_614_265_330, BODY, List.of(SECRET)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void whileASecretIsReplacedBothSign() {
        String other = WebhookSignature.secret("another key of ours".getBytes(StandardCharsets.UTF_8));
        String both = WebhookSignature.header(ID, 1_614_265_330, BODY, List.of(other, SECRET));
        assertThat(both.split(" ", -1)).hasSize(2).endsWith("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
