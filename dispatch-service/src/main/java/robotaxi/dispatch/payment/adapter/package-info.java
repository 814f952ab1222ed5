/** The ledger in PostgreSQL. */
@NullMarked
package robotaxi.dispatch.payment.adapter;

import org.jspecify.annotations.NullMarked;
