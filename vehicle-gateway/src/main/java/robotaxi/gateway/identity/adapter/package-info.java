/** Who a car is: enrolment by one-time token, certificates from our own intermediate. */
@NullMarked
package robotaxi.gateway.identity.adapter;

import org.jspecify.annotations.NullMarked;
