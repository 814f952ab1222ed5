/** The ceremony at which people sign roots and targets, each with a key that never leaves a machine of their own. */
@NullMarked
package robotaxi.local.trust;

import org.jspecify.annotations.NullMarked;
