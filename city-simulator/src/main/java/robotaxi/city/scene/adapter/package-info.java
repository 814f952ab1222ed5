/** Scenes as data sets for training. */
@NullMarked
package robotaxi.city.scene.adapter;

import org.jspecify.annotations.NullMarked;
