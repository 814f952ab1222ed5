/** Reads recordings in the MCAP format. */
@NullMarked
package robotaxi.incident.clip;

import org.jspecify.annotations.NullMarked;
