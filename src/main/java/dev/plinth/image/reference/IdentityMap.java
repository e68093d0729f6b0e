package dev.plinth.image.reference;

import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What an image is, however it is called: the name below a mirror's prefix is the name below the mirrored registry.
 *
 * @param entries longest prefix first, whatever order they are given in
 */
public record IdentityMap(List<Entry> entries) implements UnaryOperator<ImageReference> {

    public static final IdentityMap NONE = new IdentityMap(List.of());

    public IdentityMap {
        entries = entries.stream()
                .sorted(Comparator.comparingInt((Entry entry) -> entry.prefix().length())
                        .reversed())
                .toList();
    }

    /**
     * One mapping of whole path segments.
     *
     * @param prefix registry and possibly leading path: {@code mirror.corp/hub}
     * @param is what it stands for: {@code docker.io}
     */
    public record Entry(String prefix, String is) {}

    @Override
    public ImageReference apply(ImageReference reference) {
        if (entries.isEmpty()) {
            return reference;
        }
        String path = reference.path();
        for (Entry entry : entries) {
            if (path.startsWith(entry.prefix())
                    && path.startsWith("/", entry.prefix().length())) {
                String identity = entry.is() + path.substring(entry.prefix().length());
                ImageReference mapped = ImageReference.lenient(identity).orElse(reference);
                return new ImageReference(mapped.registry(), mapped.repository(), reference.tag(), reference.digest());
            }
        }
        return reference;
    }
}
