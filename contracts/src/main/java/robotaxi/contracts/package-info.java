/** What crosses a process boundary: protobuf messages, gRPC services, topics. */
@NullMarked
package robotaxi.contracts;

import org.jspecify.annotations.NullMarked;
