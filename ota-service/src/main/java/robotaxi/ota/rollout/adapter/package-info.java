/** The edges of rollouts: REST, PostgreSQL, Kafka in and out, the timer. */
@NullMarked
package robotaxi.ota.rollout.adapter;

import org.jspecify.annotations.NullMarked;
