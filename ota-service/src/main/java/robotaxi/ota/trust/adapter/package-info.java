/** The edges of trust: REST for the pipeline and for cars, PostgreSQL, key files, the renewal timer. */
@NullMarked
package robotaxi.ota.trust.adapter;

import org.jspecify.annotations.NullMarked;
