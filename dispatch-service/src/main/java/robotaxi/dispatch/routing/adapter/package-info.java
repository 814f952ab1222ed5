/** GraphHopper: import, snapping and routes. */
@NullMarked
package robotaxi.dispatch.routing.adapter;

import org.jspecify.annotations.NullMarked;
