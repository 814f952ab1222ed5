/** Cars that cannot go on ask, people advise: tickets with a lease, answers that hold for one scene only, and a record of all of it. */
@NullMarked
package robotaxi.incident.assistance;

import org.jspecify.annotations.NullMarked;
