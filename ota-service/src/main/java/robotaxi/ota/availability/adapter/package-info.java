/** Blackout windows and caps over HTTP and in PostgreSQL. */
@NullMarked
package robotaxi.ota.availability.adapter;

import org.jspecify.annotations.NullMarked;
