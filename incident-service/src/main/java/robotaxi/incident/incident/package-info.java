/** Incidents: how a safety event becomes one, how grave it is, and its way to closed. */
@NullMarked
package robotaxi.incident.incident;

import org.jspecify.annotations.NullMarked;
