/** What HTTP itself defines and more than one service answers alike. */
@NullMarked
package robotaxi.kit.http;

import org.jspecify.annotations.NullMarked;
