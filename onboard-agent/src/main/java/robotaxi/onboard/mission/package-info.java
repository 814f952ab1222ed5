/** What the car is to do next, and the one lock that missions and activations are taken under. */
@NullMarked
package robotaxi.onboard.mission;

import org.jspecify.annotations.NullMarked;
