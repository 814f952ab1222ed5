/** Partners in PostgreSQL, in Keycloak, and at the far end of their webhooks. */
@NullMarked
package robotaxi.dispatch.partner.adapter;

import org.jspecify.annotations.NullMarked;
