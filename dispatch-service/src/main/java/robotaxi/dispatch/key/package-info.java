/** Keys that all instances of dispatch share, made of one secret. */
@NullMarked
package robotaxi.dispatch.key;

import org.jspecify.annotations.NullMarked;
