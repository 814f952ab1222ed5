/** The console's configuration. */
@NullMarked
package robotaxi.console.settings.adapter;

import org.jspecify.annotations.NullMarked;
