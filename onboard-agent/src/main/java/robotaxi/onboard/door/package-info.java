/** The answers that the car gives to a simulator or gate in AlpaSim's own form. */
@NullMarked
package robotaxi.onboard.door;

import org.jspecify.annotations.NullMarked;
