/** The board over REST. */
@NullMarked
package robotaxi.dispatch.board.adapter;

import org.jspecify.annotations.NullMarked;
