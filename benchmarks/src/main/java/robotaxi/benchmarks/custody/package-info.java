/** Evidence under attack: mutations, forgeries, long chains, and kills of the service that keeps it. */
@NullMarked
package robotaxi.benchmarks.custody;

import org.jspecify.annotations.NullMarked;
