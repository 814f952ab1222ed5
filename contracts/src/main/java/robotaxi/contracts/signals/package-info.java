/** Telemetry under the names and in the units of COVESA VSS 6.0 and of our overlay, docs/signals.md. */
@NullMarked
package robotaxi.contracts.signals;

import org.jspecify.annotations.NullMarked;
