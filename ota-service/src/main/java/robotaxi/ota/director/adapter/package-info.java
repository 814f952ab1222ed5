/** The director's edges: REST for cars and the pipeline, PostgreSQL, the renewal timer. */
@NullMarked
package robotaxi.ota.director.adapter;

import org.jspecify.annotations.NullMarked;
