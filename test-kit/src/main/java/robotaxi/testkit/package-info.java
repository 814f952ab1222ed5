/** What all tests share: clocks that a test sets, real embedded servers, the rules of the walls. */
@NullMarked
package robotaxi.testkit;

import org.jspecify.annotations.NullMarked;
