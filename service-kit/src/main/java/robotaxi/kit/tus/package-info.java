/** What the tus protocol for resumable uploads says in headers, for every service that speaks it. */
@NullMarked
package robotaxi.kit.tus;

import org.jspecify.annotations.NullMarked;
