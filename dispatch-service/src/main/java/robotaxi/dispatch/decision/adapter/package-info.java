/** Decisions in PostgreSQL, and the answer to "why this car?" over REST. */
@NullMarked
package robotaxi.dispatch.decision.adapter;

import org.jspecify.annotations.NullMarked;
