/** The incident service: what went wrong, the evidence of it, and what people found. */
@NullMarked
package robotaxi.incident;

import org.jspecify.annotations.NullMarked;
