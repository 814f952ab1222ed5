/** The control loop of one car: observe, choose a plan, have it supervised, answer every 100 ms. */
@NullMarked
package robotaxi.onboard.drive;

import org.jspecify.annotations.NullMarked;
