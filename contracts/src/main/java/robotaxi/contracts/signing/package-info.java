/** Who signed a command, over which bytes, and who may order what. Services sign by it; gateway and car verify by it. */
@NullMarked
package robotaxi.contracts.signing;

import org.jspecify.annotations.NullMarked;
