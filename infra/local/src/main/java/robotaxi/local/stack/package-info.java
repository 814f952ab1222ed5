/** The local stack: processes, their ports, their state on disk, and who watches over them. */
@NullMarked
package robotaxi.local.stack;

import org.jspecify.annotations.NullMarked;
