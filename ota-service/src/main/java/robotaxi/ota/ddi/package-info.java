/** Devices that ask for their updates themselves, by hawkBit's Direct Device Integration API: what their words mean for a rollout. */
@NullMarked
package robotaxi.ota.ddi;

import org.jspecify.annotations.NullMarked;
