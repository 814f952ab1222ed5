/** What has been shown of a release before it drives, signed by whoever showed it. */
@NullMarked
package robotaxi.ota.evidence;

import org.jspecify.annotations.NullMarked;
