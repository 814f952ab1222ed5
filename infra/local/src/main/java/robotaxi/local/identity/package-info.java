/** Secrets, certificates and Keycloak's realm of the local stack. */
@NullMarked
package robotaxi.local.identity;

import org.jspecify.annotations.NullMarked;
