/** What each car ran and how each of its updates went: the register that UN Regulation 156 asks for. */
@NullMarked
package robotaxi.ota.record;

import org.jspecify.annotations.NullMarked;
