/** Evidence over HTTP and in PostgreSQL. */
@NullMarked
package robotaxi.ota.evidence.adapter;

import org.jspecify.annotations.NullMarked;
