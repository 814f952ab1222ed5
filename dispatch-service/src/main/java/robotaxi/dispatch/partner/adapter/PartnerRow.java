package robotaxi.dispatch.partner.adapter;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A partner's row. */
@Entity
@Table(name = "partner")
class PartnerRow {
    /** Whether it may call us. */
    enum State {
        /** It may. */
        ACTIVE,
        /** Not until an operator lets it again. */
        SUSPENDED,
        /** Never again; its rides remain. */
        DELETED
    }

    @Id
    String id = "";

    String name = "";

    /** As its tokens name it. */
    String principal = "";

    @Enumerated(EnumType.STRING)
    State state = State.ACTIVE;

    @Column(name = "created_at")
    Instant createdAt = Instant.EPOCH;
}
