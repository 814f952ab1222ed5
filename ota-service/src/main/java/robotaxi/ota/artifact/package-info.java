/** The bytes of releases, kept under their own SHA-256. */
@NullMarked
package robotaxi.ota.artifact;

import org.jspecify.annotations.NullMarked;
