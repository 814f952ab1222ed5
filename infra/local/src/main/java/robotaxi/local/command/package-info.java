/** What can be typed after ./robotaxi. */
@NullMarked
package robotaxi.local.command;

import org.jspecify.annotations.NullMarked;
