/** The edges of custody: chains in PostgreSQL, the keeper's key, the cars' seals, REST. */
@NullMarked
package robotaxi.incident.custody.adapter;

import org.jspecify.annotations.NullMarked;
