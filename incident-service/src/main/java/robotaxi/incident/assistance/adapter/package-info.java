/** The edges: Kafka, PostgreSQL, REST and streams. */
@NullMarked
package robotaxi.incident.assistance.adapter;

import org.jspecify.annotations.NullMarked;
