/** Events leave in the transaction that made them true: the transactional outbox. */
@NullMarked
package robotaxi.kit.outbox;

import org.jspecify.annotations.NullMarked;
