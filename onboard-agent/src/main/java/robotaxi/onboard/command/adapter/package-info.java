/** Stores orders durably and carries them out. */
@NullMarked
package robotaxi.onboard.command.adapter;

import org.jspecify.annotations.NullMarked;
