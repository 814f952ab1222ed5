/** Fetches metadata and artifacts over mutual TLS and switches slots on disk. */
@NullMarked
package robotaxi.onboard.update.adapter;

import org.jspecify.annotations.NullMarked;
