/**
 * Recordings as cars write them and people read them: the MCAP container, version 0.
 *
 * @see <a href="https://mcap.dev/spec">the MCAP specification</a>
 */
@NullMarked
package robotaxi.contracts.mcap;

import org.jspecify.annotations.NullMarked;
