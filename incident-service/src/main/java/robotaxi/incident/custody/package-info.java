/** Custody of evidence: what came in and what was done to it, in chains that nobody can change unseen. */
@NullMarked
package robotaxi.incident.custody;

import org.jspecify.annotations.NullMarked;
