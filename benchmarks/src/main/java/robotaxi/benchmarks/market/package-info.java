/** Markets under load: cars on Kafka, riders at REST, and owners that are killed. */
@NullMarked
package robotaxi.benchmarks.market;

import org.jspecify.annotations.NullMarked;
