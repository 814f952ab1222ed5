/** What people see of a recording. */
@NullMarked
package robotaxi.incident.clip;

import org.jspecify.annotations.NullMarked;
