/** The machine's clock, handed to whoever needs the time. */
@NullMarked
package robotaxi.kit.clock;

import org.jspecify.annotations.NullMarked;
