/** What cars saw of releases that did not drive, and whether that is enough to let one drive. */
@NullMarked
package robotaxi.ota.shadow;

import org.jspecify.annotations.NullMarked;
