package robotaxi.kit.ids;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes ids: UUID version 7, so that they sort by the time they were made. */
@ApplicationScoped
public class Ids {
    /** A new id, lower-case hexadecimal with dashes. */
    public String next() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }
}
