/** Which trace (W3C Trace Context) the work at hand belongs to, from a car's frame or a person's request to the last event. */
@NullMarked
package robotaxi.kit.trace;

import org.jspecify.annotations.NullMarked;
