/**
 * What cars do between rides: drive to where riders are expected, charge, be cleaned, stand in a depot. Each such task is ordered
 * from a car like a ride is, and always comes to an end; a ride that needs the car comes first.
 */
@NullMarked
package robotaxi.dispatch.task;

import org.jspecify.annotations.NullMarked;
