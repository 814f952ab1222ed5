/** What each vehicle is doing now. */
@NullMarked
package robotaxi.dispatch.fleet;

import org.jspecify.annotations.NullMarked;
