/** A ride's rules and money written down a second time, apart from dispatch's code, and chance that plays both against each other. */
@NullMarked
package robotaxi.benchmarks.ride;

import org.jspecify.annotations.NullMarked;
