/** Scenes of the field's long tail: made from a seed, driven by an expert, told in words. Training and the gate share them. */
@NullMarked
package robotaxi.city.scene;

import org.jspecify.annotations.NullMarked;
