/** How far and how long: places, routes and travel times on the road graph. */
@NullMarked
package robotaxi.dispatch.routing;

import org.jspecify.annotations.NullMarked;
