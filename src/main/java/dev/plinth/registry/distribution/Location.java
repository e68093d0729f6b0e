package dev.plinth.registry.distribution;

import dev.plinth.image.reference.ImageReference;
import dev.plinth.registry.settings.HostSettings;

/**
 * Where an image is asked for.
 *
 * @param host whom to ask
 * @param at what the image is called there
 * @param asked what it is called in the workload
 */
record Location(HostSettings host, ImageReference at, ImageReference asked) {

    /** Mirrors of several registries tell them apart by it, as containerd does. */
    String namespace() {
        return at.registry().equals(asked.registry()) ? "" : "ns=" + asked.registry();
    }
}
