/** Large artifacts: the file, a plain file server beside ours, and clients whose connections break. */
@NullMarked
package robotaxi.benchmarks.artifact;

import org.jspecify.annotations.NullMarked;
