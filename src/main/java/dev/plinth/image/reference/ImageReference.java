package dev.plinth.image.reference;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A parsed image reference that keeps everything it was written with, its registry in the one spelling of each; see the package for
 * the grammar and the defaults.
 *
 * @param registry host and optional port (443 is left out), lower case unless a single word: {@code docker.io}, {@code registry.corp:5000}
 * @param repository path in the registry, without a leading slash: {@code library/python}
 * @param tag as written, null if there is none (never defaulted to {@code latest})
 * @param digest as written, null if there is none
 */
public record ImageReference(
        String registry,
        String repository,
        @Nullable String tag,
        @Nullable Digest digest) {

    /** The registry that a reference without a domain means. */
    public static final String DOCKER_HUB = "docker.io";

    private static final String OFFICIAL = "library/";

    public ImageReference {
        ReferenceGrammar.checkDomain(registry);
        ReferenceGrammar.checkRepository(registry, repository);
        if (tag != null) {
            ReferenceGrammar.checkTag(tag);
        }
    }

    /**
     * Reads a reference as container runtimes do.
     *
     * @throws IllegalArgumentException with a text that says which part is wrong
     */
    public static ImageReference parse(String text) {
        return ReferenceGrammar.parse(text);
    }

    /** As {@link #parse}, for outside documents: whatever does not parse is absent. */
    public static Optional<ImageReference> lenient(String text) {
        try {
            return Optional.of(parse(text.strip()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    public ImageReference withTag(@Nullable String newTag) {
        return new ImageReference(registry, repository, newTag, digest);
    }

    public ImageReference withDigest(@Nullable Digest newDigest) {
        return new ImageReference(registry, repository, tag, newDigest);
    }

    /** The one spelling of a registry's host and optional port; what is none stays as it is. */
    public static String registryOf(String host) {
        return RegistryHost.canonical(host);
    }

    /** Registry and repository alone. */
    public ImageReference name() {
        return tag == null && digest == null ? this : new ImageReference(registry, repository, null, null);
    }

    /** Registry and repository as one text: {@code docker.io/library/python}. */
    public String path() {
        return registry + "/" + repository;
    }

    /** Whether both stand in the same repository of the same registry. */
    public boolean sameRepository(ImageReference other) {
        return repository.equals(other.repository) && registry.equals(other.registry);
    }

    /** What is asked of a registry: the digest if there is one, else the tag, else {@code latest}. */
    public String lookup() {
        return digest != null ? digest.toString() : tag != null ? tag : "latest";
    }

    /** Fully qualified, nothing added: {@code docker.io/library/python:3.12@sha256:…}. */
    public String canonical() {
        return path() + suffix();
    }

    /** As people write it: {@code python:3.12} for {@code docker.io/library/python:3.12}. */
    public String familiar() {
        String name = path();
        if (registry.equals(DOCKER_HUB)) {
            name = repository.startsWith(OFFICIAL) && repository.indexOf('/', OFFICIAL.length()) < 0
                    ? repository.substring(OFFICIAL.length())
                    : repository;
        }
        return name + suffix();
    }

    private String suffix() {
        String suffix = tag == null ? "" : ":" + tag;
        return digest == null ? suffix : suffix + "@" + digest;
    }

    /** The canonical form. */
    @Override
    public String toString() {
        return canonical();
    }
}
