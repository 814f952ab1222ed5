/** Roads of the city in local metres: edges, ways along them and what lies on the ground. */
@NullMarked
package robotaxi.city.road;

import org.jspecify.annotations.NullMarked;
