/** The edges of clips: what people see of a recording, over REST. */
@NullMarked
package robotaxi.incident.clip.adapter;

import org.jspecify.annotations.NullMarked;
