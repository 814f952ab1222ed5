/** Until when somebody must be told of an incident, and who is reminded before. */
@NullMarked
package robotaxi.incident.deadline;

import org.jspecify.annotations.NullMarked;
