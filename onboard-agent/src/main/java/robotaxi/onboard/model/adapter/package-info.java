/** Runs driving models on ONNX Runtime, for all cars of the process under one CPU budget. */
@NullMarked
package robotaxi.onboard.model.adapter;

import org.jspecify.annotations.NullMarked;
