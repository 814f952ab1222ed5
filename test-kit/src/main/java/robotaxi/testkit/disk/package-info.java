/** A disk that is cut from its power. */
@NullMarked
package robotaxi.testkit.disk;

import org.jspecify.annotations.NullMarked;
