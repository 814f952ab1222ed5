package robotaxi.incident.report;

import java.util.List;
import java.util.Map;

/** Port: what people filled in, and what was filed. */
public interface Reports {
    /** By the columns' names. */
    Map<String, Answer> answers(String incidentId);

    /** Keeps an answer in place of the one before; an empty one takes it back. */
    void answer(String incidentId, String column, Answer answer);

    /** What was filed, the first version first. */
    List<Filed> filed(String incidentId);

    /** Keeps what was filed; never changed. */
    void file(Filed filed);
}
