/** What orders the car has taken and what became of them. */
@NullMarked
package robotaxi.onboard.command;

import org.jspecify.annotations.NullMarked;
