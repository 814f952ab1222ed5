/** Deadlines over REST, PostgreSQL and a calendar of public holidays. */
@NullMarked
package robotaxi.incident.deadline.adapter;

import org.jspecify.annotations.NullMarked;
