/** The edges of incidents: Kafka in and out, PostgreSQL, REST. */
@NullMarked
package robotaxi.incident.incident.adapter;

import org.jspecify.annotations.NullMarked;
