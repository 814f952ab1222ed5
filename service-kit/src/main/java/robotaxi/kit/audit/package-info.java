/** Who did what, why and when, in an append-only hash chain. */
@NullMarked
package robotaxi.kit.audit;

import org.jspecify.annotations.NullMarked;
