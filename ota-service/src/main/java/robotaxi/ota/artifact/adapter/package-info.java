/** The edges of artifacts: REST with ranges, and a folder. */
@NullMarked
package robotaxi.ota.artifact.adapter;

import org.jspecify.annotations.NullMarked;
