/** The edges of the fleet's picture: Kafka in, PostgreSQL, REST. */
@NullMarked
package robotaxi.ota.fleet.adapter;

import org.jspecify.annotations.NullMarked;
