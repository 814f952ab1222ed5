/** What every call to the public API has in common: how often a client may call. */
@NullMarked
package robotaxi.dispatch.api;

import org.jspecify.annotations.NullMarked;
