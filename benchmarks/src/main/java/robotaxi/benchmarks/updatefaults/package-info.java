/** Updates that are cut off: by the death of the update service, and by the car's own loss of power. */
@NullMarked
package robotaxi.benchmarks.updatefaults;

import org.jspecify.annotations.NullMarked;
