/** Rides in PostgreSQL and at the REST interface. */
@NullMarked
package robotaxi.dispatch.ride.adapter;

import org.jspecify.annotations.NullMarked;
