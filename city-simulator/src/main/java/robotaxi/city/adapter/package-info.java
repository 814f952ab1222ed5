/** Starts the world: command line, clock, status server and the files that survive a restart. */
@NullMarked
package robotaxi.city.adapter;

import org.jspecify.annotations.NullMarked;
