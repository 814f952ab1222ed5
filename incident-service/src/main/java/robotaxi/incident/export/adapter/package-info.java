/** The edges of export: what a recording says, BagIt in a ZIP, PDF, CSV, REST. */
@NullMarked
package robotaxi.incident.export.adapter;

import org.jspecify.annotations.NullMarked;
