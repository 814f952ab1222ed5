/** A candidate model beside the one that drives: what it would have done, compared, counted and never driven. */
@NullMarked
package robotaxi.onboard.shadow;

import org.jspecify.annotations.NullMarked;
