/** What a market earns and what its cars do for it, added up from the ledger and the history of rides and tasks. */
@NullMarked
package robotaxi.dispatch.economics;

import org.jspecify.annotations.NullMarked;
