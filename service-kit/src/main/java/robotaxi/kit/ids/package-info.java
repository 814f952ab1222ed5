/** Ids that sort by time. */
@NullMarked
package robotaxi.kit.ids;

import org.jspecify.annotations.NullMarked;
