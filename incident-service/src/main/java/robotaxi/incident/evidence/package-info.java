/** Evidence from cars: resumable uploads, what makes a clip acceptable, and the store that never changes a blob. */
@NullMarked
package robotaxi.incident.evidence;

import org.jspecify.annotations.NullMarked;
