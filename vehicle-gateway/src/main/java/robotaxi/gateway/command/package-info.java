/** Orders to a car and the states that they go through. */
@NullMarked
package robotaxi.gateway.command;

import org.jspecify.annotations.NullMarked;
