package dev.plinth.registry.settings;

import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.image.reference.IdentityMap;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.image.reference.ReferencePattern;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the registry document says.
 *
 * @param registries longest prefix first, whatever order they are given in
 * @param hosts every host that the document speaks of, by its name and port
 * @param identities what images are, however they are called
 * @param allow patterns of references that may be asked for
 * @param deny patterns of references that may not; wins
 * @param bases the operator's own bases, references with {@code *} in the tag
 * @param cache how long things are remembered
 * @param proxy null: as the environment says
 */
public record RegistrySettings(
        List<RegistryEntry> registries,
        Map<String, HostSettings> hosts,
        IdentityMap identities,
        List<ReferencePattern> allow,
        List<ReferencePattern> deny,
        List<String> bases,
        CacheSettings cache,
        @Nullable ProxySettings proxy) {

    /** Without a document: every public registry, nothing else. */
    public static final RegistrySettings DEFAULT = new RegistrySettings(
            List.of(),
            Map.of(),
            IdentityMap.NONE,
            List.of(ReferencePattern.parse("**")),
            List.of(),
            List.of(),
            CacheSettings.DEFAULT,
            null);

    public RegistrySettings {
        registries = registries.stream()
                .sorted(Comparator.comparingInt(
                                (RegistryEntry entry) -> entry.prefix().length())
                        .reversed())
                .toList();
        hosts = Map.copyOf(hosts);
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
        bases = List.copyOf(bases);
    }

    /** Reads the document; all its problems in one go. */
    public static Parsed<RegistrySettings> read(Node document) {
        return new RegistryDocument().read(document);
    }

    /** What is said about an image's registry; the longest prefix wins. */
    public Optional<RegistryEntry> entry(ImageReference reference) {
        String path = reference.path();
        return registries.stream().filter(entry -> entry.covers(path)).findFirst();
    }

    /** How a host is talked to, by its name and optional port. */
    public HostSettings host(String host) {
        String one = ImageReference.registryOf(host);
        HostSettings known = hosts.get(one);
        return known != null ? known : HostSettings.of(one);
    }

    /** Whether it may be asked for; deny wins. */
    public boolean allows(ImageReference reference) {
        return allow.stream().anyMatch(pattern -> pattern.matches(reference))
                && deny.stream().noneMatch(pattern -> pattern.matches(reference));
    }
}
