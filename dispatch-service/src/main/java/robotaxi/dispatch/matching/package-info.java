/** Which vehicle for which ride: a batch assignment by road travel time. */
@NullMarked
package robotaxi.dispatch.matching;

import org.jspecify.annotations.NullMarked;
