/** A release's way to the fleet: which cars, how far each is, and who may stop it. */
@NullMarked
package robotaxi.ota.rollout;

import org.jspecify.annotations.NullMarked;
