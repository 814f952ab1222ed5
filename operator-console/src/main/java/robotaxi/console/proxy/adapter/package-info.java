/** Hands calls on to the services with the person's own token. */
@NullMarked
package robotaxi.console.proxy.adapter;

import org.jspecify.annotations.NullMarked;
