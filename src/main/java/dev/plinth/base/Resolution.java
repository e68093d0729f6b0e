package dev.plinth.base;

import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;

/** What came of looking at one image for one platform: it was read and classified, or it could not be read. */
public sealed interface Resolution {

    /**
     * The image was read.
     *
     * @param digest of the manifest that was judged
     * @param root digest of what the reference points to: the index that lists the manifest, or the manifest itself
     * @param platform that it is for
     * @param classification what it stands on
     * @param registryRequests how many exchanges with registries this look cost; 0 if it came from caches
     */
    record Classified(
            Digest digest, Digest root, Platform platform, Classification classification, int registryRequests)
            implements Resolution {

        /** An image without an index. */
        public Classified(Digest digest, Platform platform, Classification classification, int registryRequests) {
            this(digest, digest, platform, classification, registryRequests);
        }
    }

    /**
     * The image could not be read.
     *
     * @param unavailable why
     * @param registryRequests how many exchanges with registries this look cost
     */
    record Unread(Unavailable unavailable, int registryRequests) implements Resolution {}
}
