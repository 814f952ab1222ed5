/** A version for vehicles: what it consists of, and whether it may be rolled out. */
@NullMarked
package robotaxi.ota.release;

import org.jspecify.annotations.NullMarked;
