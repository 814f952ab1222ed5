/** The edges: Kafka, PostgreSQL, REST and streams. */
@NullMarked
package robotaxi.incident.liveview.adapter;

import org.jspecify.annotations.NullMarked;
