/**
 * The director of Uptane: says to each car what it shall run, with online keys, and hears from each car what it runs. A car believes
 * it only where the image repository, whose keys are offline, says the same.
 */
@NullMarked
package robotaxi.ota.director;

import org.jspecify.annotations.NullMarked;
