/** What is given out of an incident: stoppages, events of the driving system, and the package that a regulator checks alone. */
@NullMarked
package robotaxi.incident.export;

import org.jspecify.annotations.NullMarked;
