/** The fleet's register: which cars there are, with tokens to enrol them. */
@NullMarked
package robotaxi.gateway.registry.adapter;

import org.jspecify.annotations.NullMarked;
