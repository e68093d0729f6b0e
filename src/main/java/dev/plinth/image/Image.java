package dev.plinth.image;

import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of one image for one platform, read and consistent: as many diff ids as layers.
 *
 * @param reference what was asked for
 * @param root digest of what the reference points to: the index's, or the manifest's where there is no index
 * @param digest digest of the platform's manifest
 * @param index the index it was found in; null where there is none
 * @param manifest the platform's manifest
 * @param config its configuration
 * @param platform what it runs on: as the index says, else the configuration
 */
public record Image(
        ImageReference reference,
        Digest root,
        Digest digest,
        @Nullable Index index,
        Manifest manifest,
        ImageConfig config,
        Platform platform) {

    /**
     * @throws MalformedException if configuration and manifest contradict each other
     */
    public static Image of(
            ImageReference reference,
            Digest root,
            Digest digest,
            @Nullable Index index,
            Manifest manifest,
            ImageConfig config)
            throws MalformedException {
        if (config.diffIds().size() != manifest.layers().size()) {
            throw new MalformedException(
                    "config.rootfs.diff_ids has " + config.diffIds().size() + " entries, manifest.layers "
                            + manifest.layers().size());
        }
        Descriptor entry = index == null ? null : index.entry(digest).orElse(null);
        Platform said = entry == null ? null : entry.platform();
        Platform platform = said != null ? said : config.platform() != null ? config.platform() : Platform.LINUX_AMD64;
        return new Image(reference, root, digest, index, manifest, config, platform);
    }

    /** The layers' compressed digests, from the bottom up. */
    public List<Digest> layers() {
        return manifest.layerDigests();
    }

    /** Annotations of the image's entry in its index; empty where there is none. */
    public Map<String, String> entryAnnotations() {
        Descriptor entry = index == null ? null : index.entry(digest).orElse(null);
        return entry == null ? Map.of() : entry.annotations();
    }

    /** The compressed size of all layers in bytes. */
    public long size() {
        return manifest.layersSize();
    }
}
