/** The whole loop by itself: ride, edge case, incident, release, rollout. */
@NullMarked
package robotaxi.local.loop;

import org.jspecify.annotations.NullMarked;
