/** The ledger of commands in PostgreSQL, from Kafka to the car and back. */
@NullMarked
package robotaxi.gateway.command.adapter;

import org.jspecify.annotations.NullMarked;
