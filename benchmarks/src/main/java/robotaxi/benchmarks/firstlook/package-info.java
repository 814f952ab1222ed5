/** From a moment on a car to what a person sees of it. */
@NullMarked
package robotaxi.benchmarks.firstlook;

import org.jspecify.annotations.NullMarked;
