/** The edges of the car's custody: disk, key, upload metadata. */
@NullMarked
package robotaxi.onboard.custody.adapter;

import org.jspecify.annotations.NullMarked;
