/** Models under measurement: against another host of the same graphs, against the clock, and against faults. */
@NullMarked
package robotaxi.benchmarks.inference;

import org.jspecify.annotations.NullMarked;
