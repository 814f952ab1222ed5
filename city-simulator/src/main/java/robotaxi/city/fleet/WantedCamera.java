package robotaxi.city.fleet;

import robotaxi.city.view.Camera;

/**
 * A camera through which the agent's model looks.
 *
 * @param width of its pictures, pixels
 * @param height of its pictures, pixels
 */
public record WantedCamera(Camera camera, int width, int height) {}
