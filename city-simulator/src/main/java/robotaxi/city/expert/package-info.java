/** The driver that the model learns from, and the scenes in which it shows its driving. */
@NullMarked
package robotaxi.city.expert;

import org.jspecify.annotations.NullMarked;
