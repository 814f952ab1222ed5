/** What a ride costs, and why. */
@NullMarked
package robotaxi.dispatch.pricing;

import org.jspecify.annotations.NullMarked;
