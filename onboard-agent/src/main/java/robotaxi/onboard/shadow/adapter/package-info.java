/** Runs candidates on spare time. */
@NullMarked
package robotaxi.onboard.shadow.adapter;

import org.jspecify.annotations.NullMarked;
