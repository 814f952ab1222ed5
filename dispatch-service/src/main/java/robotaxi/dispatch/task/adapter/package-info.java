/** Tasks in PostgreSQL and over REST. */
@NullMarked
package robotaxi.dispatch.task.adapter;

import org.jspecify.annotations.NullMarked;
