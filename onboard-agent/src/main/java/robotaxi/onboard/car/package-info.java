/** One hosted car: its settings. */
@NullMarked
package robotaxi.onboard.car;

import org.jspecify.annotations.NullMarked;
