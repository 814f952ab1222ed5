/** What an operator sees of a market at a glance: who waits, what every car does, and where riders are expected. */
@NullMarked
package robotaxi.dispatch.board;

import org.jspecify.annotations.NullMarked;
