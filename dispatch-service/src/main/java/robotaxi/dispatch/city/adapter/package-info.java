/** The city as the console draws it: roads, water and buildings from the one map file. */
@NullMarked
package robotaxi.dispatch.city.adapter;

import org.jspecify.annotations.NullMarked;
