/** Where travel speeds are kept, and when they are learned. */
@NullMarked
package robotaxi.dispatch.traffic.adapter;

import org.jspecify.annotations.NullMarked;
