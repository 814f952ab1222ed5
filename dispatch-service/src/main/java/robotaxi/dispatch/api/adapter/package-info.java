/** Filters and tables that all calls share. */
@NullMarked
package robotaxi.dispatch.api.adapter;

import org.jspecify.annotations.NullMarked;
