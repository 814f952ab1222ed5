/** The edges of releases: REST, PostgreSQL and the release events. */
@NullMarked
package robotaxi.ota.release.adapter;

import org.jspecify.annotations.NullMarked;
