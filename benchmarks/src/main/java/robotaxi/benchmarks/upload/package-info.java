/** Recordings that go to the incident service, by clients that are not ours, over connections that are cut. */
@NullMarked
package robotaxi.benchmarks.upload;

import org.jspecify.annotations.NullMarked;
