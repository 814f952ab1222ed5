/** The token store of the log-in, in PostgreSQL, and who is logged in. */
@NullMarked
package robotaxi.console.session.adapter;

import org.jspecify.annotations.NullMarked;
