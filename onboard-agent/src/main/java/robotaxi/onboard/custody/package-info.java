/** The car's own chain of custody: what it recorded, signed with the key of its certificate. */
@NullMarked
package robotaxi.onboard.custody;

import org.jspecify.annotations.NullMarked;
