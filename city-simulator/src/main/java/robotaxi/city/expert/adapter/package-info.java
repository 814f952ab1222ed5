/** Writes the expert's scenes as a training data set. */
@NullMarked
package robotaxi.city.expert.adapter;

import org.jspecify.annotations.NullMarked;
