/** Cars as they are on the road, but for the driving: the agent's own queues and link, in processes that may be killed. */
@NullMarked
package robotaxi.benchmarks.car;

import org.jspecify.annotations.NullMarked;
