/** The driving model as the car sees it: a package with proof, an observation in, a plan out. */
@NullMarked
package robotaxi.onboard.model;

import org.jspecify.annotations.NullMarked;
