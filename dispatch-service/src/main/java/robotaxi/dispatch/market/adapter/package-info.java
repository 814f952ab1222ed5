/** A market's one writer: its thread, its lease and what reaches it from Kafka. */
@NullMarked
package robotaxi.dispatch.market.adapter;

import org.jspecify.annotations.NullMarked;
