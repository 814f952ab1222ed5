/** Where we drive, and under which conditions: operating areas and closures. */
@NullMarked
package robotaxi.dispatch.area;

import org.jspecify.annotations.NullMarked;
