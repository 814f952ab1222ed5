/** Kafka in: at-least-once consumers whose handlers are idempotent by event id. */
@NullMarked
package robotaxi.kit.events;

import org.jspecify.annotations.NullMarked;
