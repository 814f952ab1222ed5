/** Cars without a car around them: enrolled and connected as real ones, and nothing but their link. */
@NullMarked
package robotaxi.benchmarks.link;

import org.jspecify.annotations.NullMarked;
