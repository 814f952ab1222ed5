/** Reports as files and over REST. */
@NullMarked
package robotaxi.incident.report.adapter;

import org.jspecify.annotations.NullMarked;
