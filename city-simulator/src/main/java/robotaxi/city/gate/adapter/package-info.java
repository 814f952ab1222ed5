/** The gate over AlpaSim's interfaces: runtime, driver, log and scene files. */
@NullMarked
package robotaxi.city.gate.adapter;

import org.jspecify.annotations.NullMarked;
