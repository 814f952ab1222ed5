/** The table over REST and in PostgreSQL. */
@NullMarked
package robotaxi.incident.rule.adapter;

import org.jspecify.annotations.NullMarked;
