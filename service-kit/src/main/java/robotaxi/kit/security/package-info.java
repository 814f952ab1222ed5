/** Roles of people and programs, and the identity of a car's certificate. */
@NullMarked
package robotaxi.kit.security;

import org.jspecify.annotations.NullMarked;
