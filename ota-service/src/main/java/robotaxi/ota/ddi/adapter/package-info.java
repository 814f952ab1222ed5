/** The Direct Device Integration API over HTTP and PostgreSQL. */
@NullMarked
package robotaxi.ota.ddi.adapter;

import org.jspecify.annotations.NullMarked;
