/** A partner's server that fails in every way, and what it heard held against what riders were promised. */
@NullMarked
package robotaxi.benchmarks.webhook;

import org.jspecify.annotations.NullMarked;
