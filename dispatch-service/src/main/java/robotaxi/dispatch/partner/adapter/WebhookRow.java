package robotaxi.dispatch.partner.adapter;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a partner wants to hear of its rides. */
@Entity
@Table(name = "webhook_endpoint")
class WebhookRow {
    /** Whether anything is sent. */
    enum State {
        /** It is. */
        ENABLED,
        /** It is kept until the partner enables the endpoint again. */
        DISABLED
    }

    @Id
    String id = "";

    @Column(name = "partner_id")
    String partnerId = "";

    String url = "";

    /** Types of events; none means all. */
    String[] events = {};

    /** Sealed. */
    String secret = "";

    @Column(name = "previous_secret")
    @Nullable
    String previousSecret;

    @Column(name = "previous_secret_until")
    @Nullable
    Instant previousSecretUntil;

    @Enumerated(EnumType.STRING)
    State state = State.ENABLED;

    @Column(name = "state_reason")
    String stateReason = "";

    @Column(name = "failing_since")
    @Nullable
    Instant failingSince;

    @Column(name = "created_at")
    Instant createdAt = Instant.EPOCH;
}
