/** Packs camera images as JPEG. */
@NullMarked
package robotaxi.city.view.adapter;

import org.jspecify.annotations.NullMarked;
