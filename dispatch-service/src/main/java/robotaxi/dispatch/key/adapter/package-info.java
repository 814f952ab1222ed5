/** The shared secret from the settings. */
@NullMarked
package robotaxi.dispatch.key.adapter;

import org.jspecify.annotations.NullMarked;
