/** Sessions of people: their tokens are sealed before they are kept. */
@NullMarked
package robotaxi.console.session;

import org.jspecify.annotations.NullMarked;
