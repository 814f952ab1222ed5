/** Updates under faults: cars whose power is cut, a service that is killed. */
@NullMarked
package robotaxi.benchmarks.updatefaults;

import org.jspecify.annotations.NullMarked;
