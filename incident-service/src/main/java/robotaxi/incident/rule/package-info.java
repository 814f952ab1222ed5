/** What an incident's facts mean: how grave it is, and whom it must be reported to. A table that a safety officer reads and changes. */
@NullMarked
package robotaxi.incident.rule;

import org.jspecify.annotations.NullMarked;
