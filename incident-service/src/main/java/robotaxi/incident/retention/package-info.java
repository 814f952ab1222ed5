/** How long evidence is kept, what holds it, and how it ends: the content goes, the proof that it was there stays. */
@NullMarked
package robotaxi.incident.retention;

import org.jspecify.annotations.NullMarked;
