package dev.plinth.registry.layout;

import dev.plinth.base.Unavailable.Reason;
import dev.plinth.codec.Json;
import dev.plinth.image.Annotations;
import dev.plinth.image.Descriptor;
import dev.plinth.image.Index;
import dev.plinth.image.MalformedException;
import dev.plinth.image.Manifest;
import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.registry.distribution.DocumentType;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource;
import dev.plinth.review.source.UnavailableException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One OCI image layout as a source of images. References in it stand under a registry of its own, which exists nowhere else. */
public final class OciLayout implements ImageSource {

    /** What an argument of the command line begins with that names a layout. */
    public static final String SCHEME = "oci-layout:";

    private static final String REGISTRY = "oci-layout.localhost";
    private static final long MAX_MANIFEST = 4L * 1024 * 1024;
    private static final int MOST_READ = 1_000;

    private final LayoutFiles files;
    private final Index index;

    private OciLayout(LayoutFiles files, Index index) {
        this.files = files;
        this.index = index;
    }

    /**
     * A layout and the image in it that was named.
     *
     * @param reference to ask the layout with
     */
    public record Named(OciLayout layout, ImageReference reference) {}

    /**
     * Opens what {@code oci-layout:DIR[:TAG]} names. A directory whose own name has a colon is written with a tag.
     *
     * @throws UnavailableException if there is no layout
     */
    public static Named named(String argument) throws UnavailableException {
        String text = argument.startsWith(SCHEME) ? argument.substring(SCHEME.length()) : argument;
        int colon = text.lastIndexOf(':');
        boolean tagged = colon > 0 && text.indexOf('/', colon) < 0;
        String directory = tagged ? text.substring(0, colon) : text;
        OciLayout layout = in(Path.of(directory));
        Path name = Path.of(directory).toAbsolutePath().normalize().getFileName();
        String repository = plain(name == null ? "" : name.toString());
        try {
            ImageReference reference =
                    new ImageReference(REGISTRY, repository, tagged ? text.substring(colon + 1) : null, null);
            return new Named(layout, reference);
        } catch (IllegalArgumentException _) {
            throw LayoutFiles.failure(Reason.INVALID_REFERENCE, argument, "the tag is no tag");
        }
    }

    private static String plain(String name) {
        String kept =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return kept.isEmpty() ? "layout" : kept.substring(0, Math.min(kept.length(), 100));
    }

    /** @throws UnavailableException if there is no layout in the directory */
    public static OciLayout in(Path directory) throws UnavailableException {
        LayoutFiles files = LayoutFiles.in(directory);
        files.read("oci-layout", 4_096);
        try {
            return new OciLayout(
                    files, Index.read(new Json().json(files.read("index.json", MAX_MANIFEST)), MediaType.OCI_INDEX));
        } catch (MalformedException e) {
            throw LayoutFiles.failure(Reason.MALFORMED, files.name(), "index.json " + e.getMessage());
        }
    }

    /** This layout for its own references, and registries for all others: bases that an image in it names. */
    public ImageSource before(ImageSource registries) {
        return new LayoutOrRegistries(this, registries);
    }

    static boolean owns(ImageReference reference) {
        return reference.registry().equals(REGISTRY);
    }

    @Override
    public Document manifest(ImageReference reference, Exchange exchange) throws UnavailableException {
        Digest digest = head(reference, exchange);
        byte[] bytes = files.blob(digest, MAX_MANIFEST);
        String type =
                index.entry(digest).map(entry -> entry.mediaType().value()).orElse("");
        try {
            return new Document(DocumentType.of(type, bytes), digest, bytes);
        } catch (MalformedException e) {
            throw LayoutFiles.failure(Reason.MALFORMED, files.name(), "the manifest " + e.getMessage());
        } catch (DocumentType.UnsupportedException e) {
            throw LayoutFiles.failure(Reason.UNSUPPORTED, files.name(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Digest head(ImageReference reference, Exchange exchange) throws UnavailableException {
        if (reference.digest() != null) {
            return reference.digest();
        }
        Optional<Descriptor> named = index.manifests().stream()
                .filter(entry -> isNamed(entry, reference.lookup()))
                .findFirst();
        if (named.isPresent()) {
            return named.get().digest();
        }
        if (reference.tag() == null && index.manifests().size() == 1) {
            return index.manifests().getFirst().digest();
        }
        List<String> names = names();
        throw LayoutFiles.failure(
                Reason.NOT_FOUND,
                files.name(),
                names.isEmpty()
                        ? "has " + index.manifests().size() + " images and no names"
                        : "has " + String.join(", ", names));
    }

    /** The specification leaves the form of the name open: tags alone, and whole references, are both in use. */
    private static boolean isNamed(Descriptor entry, String tag) {
        String name = entry.annotations().getOrDefault(Annotations.REF_NAME, "");
        return name.equals(tag) || name.endsWith(":" + tag);
    }

    private List<String> names() {
        return index.manifests().stream()
                .flatMap(entry -> entry.annotation(Annotations.REF_NAME).stream())
                .limit(20)
                .toList();
    }

    @Override
    public byte[] blob(ImageReference repository, Descriptor descriptor, long limit, Exchange exchange)
            throws UnavailableException {
        if (descriptor.size() > limit) {
            throw LayoutFiles.failure(Reason.TOO_LARGE, files.name(), "a blob of " + descriptor.size() + " bytes");
        }
        byte[] bytes = files.blob(descriptor.digest(), descriptor.size());
        if (bytes.length != descriptor.size()) {
            throw LayoutFiles.failure(Reason.MALFORMED, files.name(), "a blob is shorter than its descriptor says");
        }
        return bytes;
    }

    @Override
    public InputStream layer(ImageReference repository, Descriptor descriptor, Exchange exchange)
            throws UnavailableException {
        return files.stream(descriptor.digest());
    }

    /** Layouts have no list of referrers: those are found among what the index names, and under the fallback tag. */
    @Override
    public List<Descriptor> referrers(ImageReference repository, Digest subject, Exchange exchange)
            throws UnavailableException {
        List<Descriptor> found = new ArrayList<>();
        for (Descriptor entry : index.manifests().stream().limit(MOST_READ).toList()) {
            if (entry.mediaType().isManifest() && isAbout(entry, subject)) {
                found.add(entry);
            }
        }
        return List.copyOf(found);
    }

    private boolean isAbout(Descriptor entry, Digest subject) throws UnavailableException {
        try {
            Manifest manifest =
                    Manifest.read(new Json().json(files.blob(entry.digest(), MAX_MANIFEST)), entry.mediaType());
            return manifest.subject() != null && manifest.subject().digest().equals(subject);
        } catch (MalformedException _) {
            return false;
        }
    }

    @Override
    public List<String> tags(ImageReference repository, Exchange exchange) {
        return names();
    }
}
