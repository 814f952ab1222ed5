/** Economics: the projection in SQL, and its REST. */
@NullMarked
package robotaxi.dispatch.economics.adapter;

import org.jspecify.annotations.NullMarked;
