/** When and how much the car may send to its gateway. */
@NullMarked
package robotaxi.onboard.link;

import org.jspecify.annotations.NullMarked;
