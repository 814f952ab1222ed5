/** The gRPC doors on which cameras, egomotion and the vehicle bus attach. */
@NullMarked
package robotaxi.onboard.door.adapter;

import org.jspecify.annotations.NullMarked;
