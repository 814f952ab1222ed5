/** Which instance owns which market: the rules, free of machinery. */
@NullMarked
package robotaxi.dispatch.market;

import org.jspecify.annotations.NullMarked;
