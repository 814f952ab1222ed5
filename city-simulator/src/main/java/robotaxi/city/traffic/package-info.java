/** Other road users: vehicles that follow each other, and the events that surprise the fleet. */
@NullMarked
package robotaxi.city.traffic;

import org.jspecify.annotations.NullMarked;
