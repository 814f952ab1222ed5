/** Areas in PostgreSQL, at the REST interface, and on the roads. */
@NullMarked
package robotaxi.dispatch.area.adapter;

import org.jspecify.annotations.NullMarked;
