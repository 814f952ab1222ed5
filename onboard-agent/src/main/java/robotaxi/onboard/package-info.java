/** The program on the car: it takes missions, drives them with a supervised model, and reports over one link. */
@NullMarked
package robotaxi.onboard;

import org.jspecify.annotations.NullMarked;
