/** What regulators are told of an incident: the form, where each of its values comes from, and what people still have to say. */
@NullMarked
package robotaxi.incident.report;

import org.jspecify.annotations.NullMarked;
