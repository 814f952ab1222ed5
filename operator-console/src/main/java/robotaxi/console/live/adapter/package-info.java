/** The fleet, once a second, as a stream of server-sent events. */
@NullMarked
package robotaxi.console.live.adapter;

import org.jspecify.annotations.NullMarked;
