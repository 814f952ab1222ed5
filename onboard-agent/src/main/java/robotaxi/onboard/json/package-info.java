/** Strict JSON as the car reads it: no duplicate keys, numbers kept exact, canonical form for signatures. */
@NullMarked
package robotaxi.onboard.json;

import org.jspecify.annotations.NullMarked;
