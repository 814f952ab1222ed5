/** Cars' records over HTTP and in PostgreSQL. */
@NullMarked
package robotaxi.ota.record.adapter;

import org.jspecify.annotations.NullMarked;
