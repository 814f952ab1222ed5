/** What the update service knows of cars: hardware, link, and the release that runs. */
@NullMarked
package robotaxi.ota.fleet;

import org.jspecify.annotations.NullMarked;
