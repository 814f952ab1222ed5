/** A rider's journey and its states. */
@NullMarked
package robotaxi.dispatch.ride;

import org.jspecify.annotations.NullMarked;
