/** How a release drives compared with the others at the same time, and what may be concluded from it. */
@NullMarked
package robotaxi.ota.driving;

import org.jspecify.annotations.NullMarked;
