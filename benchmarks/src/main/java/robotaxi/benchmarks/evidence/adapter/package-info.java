/** Facts read from PostgreSQL, Kafka and the cars' own disks, never from the services. */
@NullMarked
package robotaxi.benchmarks.evidence.adapter;

import org.jspecify.annotations.NullMarked;
