/** Refusals and faults on the wire: RFC 9457 problem details with a stable code. */
@NullMarked
package robotaxi.kit.problem;

import org.jspecify.annotations.NullMarked;
