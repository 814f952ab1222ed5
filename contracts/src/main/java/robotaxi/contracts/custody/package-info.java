/**
 * Custody of evidence, for whoever makes, keeps or checks it: entries bound to each other by SHA-256, Merkle roots over them,
 * signatures and packages. What is hashed or signed is text that a person can read and {@code sha256sum} and {@code openssl} can
 * check.
 *
 * @see <a href="../docs/decisions/0041-custody-chain.md">decision 0041: what an entry is, and why it is text</a>
 */
@NullMarked
package robotaxi.contracts.custody;

import org.jspecify.annotations.NullMarked;
