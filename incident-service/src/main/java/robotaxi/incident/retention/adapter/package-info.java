/** The edges of retention: PostgreSQL, the sweep, REST. */
@NullMarked
package robotaxi.incident.retention.adapter;

import org.jspecify.annotations.NullMarked;
