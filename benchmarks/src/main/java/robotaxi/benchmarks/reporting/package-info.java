/** A year of incidents, and whether everybody is told of them in time. */
@NullMarked
package robotaxi.benchmarks.reporting;

import org.jspecify.annotations.NullMarked;
