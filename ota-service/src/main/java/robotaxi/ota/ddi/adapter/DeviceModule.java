package robotaxi.ota.ddi.adapter;

import robotaxi.ota.artifact.StoredArtifact;
import robotaxi.ota.release.Release;

/**
 * A release as one kind of hardware gets it: one piece of software, one file.
 *
 * @param id number under which device clients know it
 * @param fileName last part of the file's path
 */
record DeviceModule(int id, Release.Signed release, String fileName, StoredArtifact artifact) {}
