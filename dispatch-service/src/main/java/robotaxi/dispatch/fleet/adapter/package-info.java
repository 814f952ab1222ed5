/** The fleet's picture, rebuilt from Kafka, and its REST view. */
@NullMarked
package robotaxi.dispatch.fleet.adapter;

import org.jspecify.annotations.NullMarked;
