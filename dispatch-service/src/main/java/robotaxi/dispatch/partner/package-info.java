/** Ride networks that send demand, and the webhooks that tell them of their rides. */
@NullMarked
package robotaxi.dispatch.partner;

import org.jspecify.annotations.NullMarked;
