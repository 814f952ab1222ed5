package robotaxi.dispatch.ride.adapter;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a rider said about a ride. */
@Entity
@Table(name = "ride_note")
class NoteRow {
    /** About what. */
    enum Kind {
        /** Help is wanted. */
        SUPPORT,
        /** Something was left in the car. */
        LOST_ITEM,
        /** How it was. */
        RATING
    }

    @Id
    String id = "";

    @Column(name = "ride_id")
    String rideId = "";

    @Enumerated(EnumType.STRING)
    Kind kind = Kind.SUPPORT;

    String author = "";

    String text = "";

    @Column(name = "car_stars")
    @Nullable
    Integer carStars;

    @Column(name = "drive_stars")
    @Nullable
    Integer driveStars;

    Instant time = Instant.EPOCH;

    @Column(name = "closed_at")
    @Nullable
    Instant closedAt;

    @Column(name = "closed_by")
    @Nullable
    String closedBy;

    @Nullable
    String answer;
}
