/** Hears of shadows over Kafka, keeps their sums in PostgreSQL and shows them. */
@NullMarked
package robotaxi.ota.shadow.adapter;

import org.jspecify.annotations.NullMarked;
