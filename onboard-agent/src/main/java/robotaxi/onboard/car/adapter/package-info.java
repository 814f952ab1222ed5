/** Wires one car from its parts; the only place that knows the system clock. */
@NullMarked
package robotaxi.onboard.car.adapter;

import org.jspecify.annotations.NullMarked;
