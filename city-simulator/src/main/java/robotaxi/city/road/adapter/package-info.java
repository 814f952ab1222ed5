/** Imports an OpenStreetMap extract into the road graph. */
@NullMarked
package robotaxi.city.road.adapter;

import org.jspecify.annotations.NullMarked;
