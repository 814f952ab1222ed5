/** One machine runs the whole operation: the launcher. */
@NullMarked
package robotaxi.local;

import org.jspecify.annotations.NullMarked;
