/** Which car a certificate names, and why a peer is turned away. */
@NullMarked
package robotaxi.gateway.identity;

import org.jspecify.annotations.NullMarked;
