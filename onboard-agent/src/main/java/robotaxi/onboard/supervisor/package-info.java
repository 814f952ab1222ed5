/** The rules that hold whatever the model says: envelope, safe distance, speed caps and the way to a stop. */
@NullMarked
package robotaxi.onboard.supervisor;

import org.jspecify.annotations.NullMarked;
