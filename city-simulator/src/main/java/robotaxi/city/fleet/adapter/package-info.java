/** Links every car with the onboard agent. */
@NullMarked
package robotaxi.city.fleet.adapter;

import org.jspecify.annotations.NullMarked;
