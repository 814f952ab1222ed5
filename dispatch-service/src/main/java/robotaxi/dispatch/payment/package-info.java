/** Who owes what for a ride, and why: a ledger of entries that are only ever added. */
@NullMarked
package robotaxi.dispatch.payment;

import org.jspecify.annotations.NullMarked;
