/** Quotes in PostgreSQL and at the REST interface. */
@NullMarked
package robotaxi.dispatch.pricing.adapter;

import org.jspecify.annotations.NullMarked;
