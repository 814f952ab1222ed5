/** What a car's lanes and sessions are, without a wire: order, durability, admission. */
@NullMarked
package robotaxi.gateway.link;

import org.jspecify.annotations.NullMarked;
