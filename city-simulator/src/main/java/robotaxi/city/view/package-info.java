/** What a camera on a car sees: ground, sky and the bodies around. */
@NullMarked
package robotaxi.city.view;

import org.jspecify.annotations.NullMarked;
