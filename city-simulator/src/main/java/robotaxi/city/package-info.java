/** The world for demo, gate and benchmarks: its core holds the configuration and the world's turn. */
@NullMarked
package robotaxi.city;

import org.jspecify.annotations.NullMarked;
