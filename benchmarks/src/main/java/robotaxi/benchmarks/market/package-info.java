/** Markets under load: at random on real streets, or with cars on Kafka, riders at REST and owners that are killed. */
@NullMarked
package robotaxi.benchmarks.market;

import org.jspecify.annotations.NullMarked;
