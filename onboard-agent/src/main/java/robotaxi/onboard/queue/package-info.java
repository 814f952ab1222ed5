/** What the car has to say, kept on disk until the fleet has confirmed it. */
@NullMarked
package robotaxi.onboard.queue;

import org.jspecify.annotations.NullMarked;
