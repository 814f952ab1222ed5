/** Sessions: the two streams of a car, acknowledged after Kafka, and its presence. */
@NullMarked
package robotaxi.gateway.link.adapter;

import org.jspecify.annotations.NullMarked;
