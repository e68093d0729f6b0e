package dev.plinth.review.reading;

import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.data.Node;
import dev.plinth.data.Printable;
import dev.plinth.image.Descriptor;
import dev.plinth.image.Image;
import dev.plinth.image.ImageConfig;
import dev.plinth.image.Index;
import dev.plinth.image.MalformedException;
import dev.plinth.image.Manifest;
import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.source.Documents;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource;
import dev.plinth.review.source.ImageSource.Document;
import dev.plinth.review.source.UnavailableException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads images' metadata from a source of documents. Blocking; platforms are read in parallel. */
public final class ImageReader {

    private static final long MAX_CONFIG = 8L * 1024 * 1024;

    /** An index with more for the wanted platforms is somebody's mistake or attack; no real one comes near. */
    private static final int MOST_PLATFORMS = 32;

    private final ImageSource source;
    private final Documents documents;

    public ImageReader(ImageSource source, Documents documents) {
        this.source = source;
        this.documents = documents;
    }

    /**
     * What one reference stands for.
     *
     * @param root digest of the index, or of the manifest where there is no index
     * @param images one a platform; at least one, unless all were needless
     */
    public record Found(Digest root, List<Image> images) {
        public Found {
            images = List.copyOf(images);
        }
    }

    /** What need not be read. */
    public interface Shortcut {

        /** What stands in for the configuration of an image with this manifest; empty if it has to be read. */
        Optional<ImageConfig> config(Manifest manifest);

        /** Whether this entry of an index need not be read at all. */
        default boolean isNeedless(Descriptor entry) {
            return false;
        }
    }

    /**
     * Reads the images of a reference.
     *
     * @throws UnavailableException if one of them cannot be read, or there is none for the choice
     */
    public Found read(ImageReference reference, PlatformChoice choice, Exchange exchange) throws UnavailableException {
        return read(reference, choice, _ -> Optional.empty(), exchange);
    }

    /** As {@link #read(ImageReference, PlatformChoice, Exchange)}, without what need not be read. */
    public Found read(ImageReference reference, PlatformChoice choice, Shortcut shortcut, Exchange exchange)
            throws UnavailableException {
        Document document = source.manifest(reference, exchange);
        Node node = decode(document.bytes(), reference, "manifest");
        if (isIndex(document, node)) {
            return new Found(document.digest(), ofIndex(reference, document, node, choice, shortcut, exchange));
        }
        Image image = image(reference, document.digest(), document, node, null, shortcut, exchange);
        return new Found(document.digest(), List.of(image));
    }

    /**
     * What a tag points to now, if that is neither a build nor an index that lists it.
     *
     * @param running digest of the build in question, or of its index
     * @throws UnavailableException if the registry does not say
     */
    public Optional<Digest> movedFrom(Digest running, ImageReference tagged, Exchange exchange)
            throws UnavailableException {
        Digest now = source.head(tagged, exchange);
        if (now.equals(running)) {
            return Optional.empty();
        }
        // Some nodes report the build of their own platform, where the tag names the index.
        Document document = source.manifest(tagged.withTag(null).withDigest(now), exchange);
        Node node = decode(document.bytes(), tagged, "manifest");
        boolean listed = node.items("manifests").stream()
                .anyMatch(entry -> entry.text("digest").orElse("").equals(running.toString()));
        return listed ? Optional.empty() : Optional.of(now);
    }

    private List<Image> ofIndex(
            ImageReference reference,
            Document document,
            Node node,
            PlatformChoice choice,
            Shortcut shortcut,
            Exchange exchange)
            throws UnavailableException {
        Index index;
        try {
            index = Index.read(node, document.mediaType());
        } catch (MalformedException e) {
            throw unavailable(Reason.MALFORMED, reference, String.valueOf(e.getMessage()));
        }
        if (index.runnable().isEmpty()) {
            throw unavailable(Reason.NOT_AN_IMAGE, reference, "the index lists no image");
        }
        List<Descriptor> entries = choice.of(index);
        if (entries.isEmpty()) {
            throw unavailable(Reason.UNSUPPORTED, reference, "no image for " + choice.wanted());
        }
        if (entries.size() > MOST_PLATFORMS) {
            // Not cut short: which one a node takes is not known here, and it might be one that was left out.
            throw unavailable(Reason.UNSUPPORTED, reference, "more than " + MOST_PLATFORMS + " images to choose from");
        }
        List<Descriptor> worth =
                entries.stream().filter(entry -> !shortcut.isNeedless(entry)).toList();
        return Parallel.all(worth, entry -> {
            ImageReference at = reference.withTag(null).withDigest(entry.digest());
            Document manifest = source.manifest(at, exchange);
            Node inner = decode(manifest.bytes(), reference, "manifest");
            if (isIndex(manifest, inner)) {
                throw unavailable(Reason.UNSUPPORTED, reference, "an index within an index");
            }
            return image(reference, document.digest(), manifest, inner, index, shortcut, exchange);
        });
    }

    private Image image(
            ImageReference reference,
            Digest root,
            Document document,
            Node node,
            @Nullable Index index,
            Shortcut shortcut,
            Exchange exchange)
            throws UnavailableException {
        try {
            Manifest manifest = Manifest.read(node, document.mediaType());
            if (!manifest.isImage()) {
                String type = manifest.artifactType() != null
                        ? manifest.artifactType()
                        : manifest.config().mediaType().value();
                throw unavailable(Reason.NOT_AN_IMAGE, reference, "its type is " + Printable.of(type));
            }
            Optional<ImageConfig> known = shortcut.config(manifest);
            ImageConfig config = known.isPresent() ? known.get() : config(reference, manifest, exchange);
            return Image.of(reference, root, document.digest(), index, manifest, config);
        } catch (MalformedException e) {
            throw unavailable(Reason.MALFORMED, reference, String.valueOf(e.getMessage()));
        }
    }

    private ImageConfig config(ImageReference reference, Manifest manifest, Exchange exchange)
            throws UnavailableException, MalformedException {
        byte[] config = source.blob(reference, manifest.config(), MAX_CONFIG, exchange);
        return ImageConfig.read(decode(config, reference, "config"));
    }

    private static boolean isIndex(Document document, Node node) {
        MediaType said = new MediaType(node.text("mediaType").orElse(""));
        return said.isIndex()
                || !said.isManifest()
                        && (document.mediaType().isIndex()
                                || !document.mediaType().isManifest()
                                        && node.find("manifests").isPresent());
    }

    private Node decode(byte[] bytes, ImageReference reference, String what) throws UnavailableException {
        try {
            return documents.json(bytes);
        } catch (MalformedException e) {
            throw unavailable(Reason.MALFORMED, reference, what + " " + e.getMessage());
        }
    }

    private static UnavailableException unavailable(Reason reason, ImageReference reference, String detail) {
        return new UnavailableException(Unavailable.of(reason, reference.registry(), detail));
    }
}
