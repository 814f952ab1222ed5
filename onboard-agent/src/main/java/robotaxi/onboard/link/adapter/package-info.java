/** The two streams to a gateway over mutual TLS. */
@NullMarked
package robotaxi.onboard.link.adapter;

import org.jspecify.annotations.NullMarked;
