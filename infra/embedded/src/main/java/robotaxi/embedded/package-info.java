/** Real PostgreSQL and Kafka as child processes of this machine: for tests and for the local stack. */
@NullMarked
package robotaxi.embedded;

import org.jspecify.annotations.NullMarked;
