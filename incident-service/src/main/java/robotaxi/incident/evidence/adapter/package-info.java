/** The edges of evidence: tus over mutual TLS, the folder, PostgreSQL. */
@NullMarked
package robotaxi.incident.evidence.adapter;

import org.jspecify.annotations.NullMarked;
