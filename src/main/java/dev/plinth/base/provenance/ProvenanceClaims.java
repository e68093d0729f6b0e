package dev.plinth.base.provenance;

import dev.plinth.base.Base;
import dev.plinth.base.Claim;
import dev.plinth.base.EvidenceKind;
import dev.plinth.base.pinning.Pinning;
import dev.plinth.data.Node;
import dev.plinth.image.Image;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a provenance statement claims of the base. In this order: the root file system's way through the build, the Dockerfile's text,
 * the layers after each step; in mode min, which has none of these, every image that went in may be the base.
 */
public final class ProvenanceClaims {

    private static final String SCHEME = "docker-image://";
    private static final String BUILD_ARGUMENT = "build-arg:";
    private static final String CONTEXT = "context:";
    private static final int LONGEST_SOURCE = 512 * 1024;

    private ProvenanceClaims() {}

    /** The claims of all statements about this image; those about others are passed over. */
    public static List<Claim> of(Image image, List<Node> statements) {
        List<Claim> claims = new ArrayList<>();
        for (Node statement : statements) {
            Predicate.of(statement, image.digest()).ifPresent(predicate -> claims.addAll(of(image, predicate)));
        }
        return claims;
    }

    private static List<Claim> of(Image image, Predicate predicate) {
        List<Material> materials = Material.readAll(
                predicate.dependencies(), predicate.argument("source").orElse(null));
        ImageReference written = null;
        String text = dockerfile(predicate).orElse("");
        String from = DockerfileText.base(text, predicate.argument("target").orElse(null), buildArguments(predicate))
                .orElse("");
        if (!from.isEmpty() && !from.equals(Base.SCRATCH)) {
            written = ImageReference.lenient(from).orElse(null);
        }
        Optional<LlbChain.End> end = LlbChain.follow(predicate.steps());
        if (end.isPresent()) {
            String identifier = end.get().identifier();
            return identifier == null
                    ? List.of(scratch("provenance, steps of the build"))
                    : fetched(identifier, "provenance, steps of the build", written, materials, predicate, null);
        }
        if (from.equals(Base.SCRATCH)) {
            return List.of(scratch("provenance, Dockerfile"));
        }
        if (written != null) {
            return List.of(claim(
                    "provenance, Dockerfile", written, digestOf(written, materials), Pinning.of(written), true, null));
        }
        Optional<StepLayers.Start> start = StepLayers.longest(predicate, image.layers());
        if (start.isPresent()) {
            return fetched(
                    start.get().identifier(),
                    "provenance, layers of the steps",
                    null,
                    materials,
                    predicate,
                    start.get().layers());
        }
        return ofMaterials(materials, predicate);
    }

    private static List<Claim> fetched(
            String identifier,
            String source,
            @Nullable ImageReference written,
            List<Material> materials,
            Predicate predicate,
            @Nullable Integer layers) {
        ImageReference resolved =
                ImageReference.lenient(identifier.substring(SCHEME.length())).orElse(null);
        if (resolved == null) {
            return List.of();
        }
        ImageReference name = resolved.tag() == null ? resolved.name() : resolved.withDigest(null);
        Digest digest = resolved.digest() != null ? resolved.digest() : digestOf(name, materials);
        // The Dockerfile says how it was written; a named build context may have put another image in its place.
        Pinning pinning = written != null && written.sameRepository(name)
                ? Pinning.of(written)
                : pinning(name, materials, predicate);
        return List.of(claim(source, name, digest, pinning, true, layers));
    }

    /** Mode min: one of them may be the base, or none, as in a build that only copies from them onto scratch. */
    private static List<Claim> ofMaterials(List<Material> materials, Predicate predicate) {
        if (materials.isEmpty()) {
            return predicate.dependencies().isEmpty() && predicate.request().isEmpty()
                    ? List.of()
                    : List.of(scratch("provenance, no image among the materials"));
        }
        List<Claim> claims = new ArrayList<>();
        for (Material material : materials) {
            ImageReference name = material.image().reference();
            claims.add(claim(
                    "provenance, one of " + materials.size() + (materials.size() == 1 ? " material" : " materials"),
                    name,
                    material.digest(),
                    pinning(name, materials, predicate),
                    false,
                    null));
        }
        return claims;
    }

    private static @Nullable Pinning pinning(ImageReference name, List<Material> materials, Predicate predicate) {
        for (Material material : materials) {
            if (material.image().reference().equals(name)) {
                if (material.image().pinned() == null) {
                    return Pinning.of(name);
                }
                // A named context brings its own digest: how FROM was written is not shown.
                return isNamedContext(name, predicate) ? null : Pinning.DIGEST;
            }
        }
        return null;
    }

    private static boolean isNamedContext(ImageReference name, Predicate predicate) {
        for (String key : predicate.request().keySet()) {
            if (key.startsWith(CONTEXT)
                    && ImageReference.lenient(key.substring(CONTEXT.length()))
                            .filter(context -> context.sameRepository(name))
                            .isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Digest digestOf(ImageReference name, List<Material> materials) {
        if (name.digest() != null) {
            return name.digest();
        }
        for (Material material : materials) {
            if (material.image().reference().equals(name)) {
                return material.digest();
            }
        }
        return null;
    }

    private static Optional<String> dockerfile(Predicate predicate) {
        for (Node source : predicate.sources()) {
            String data = source.text("data").orElse("");
            if (!data.isEmpty() && data.length() <= LONGEST_SOURCE) {
                try {
                    return Optional.of(new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException _) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> buildArguments(Predicate predicate) {
        Map<String, String> arguments = new HashMap<>();
        predicate.request().forEach((key, value) -> {
            if (key.startsWith(BUILD_ARGUMENT) && arguments.size() < 300) {
                value.text().ifPresent(text -> arguments.put(key.substring(BUILD_ARGUMENT.length()), text));
            }
        });
        return arguments;
    }

    private static Claim scratch(String source) {
        return new Claim(EvidenceKind.PROVENANCE, source, null, null, Pinning.DIGEST, true, true, null);
    }

    private static Claim claim(
            String source,
            ImageReference name,
            @Nullable Digest digest,
            @Nullable Pinning pinning,
            boolean certain,
            @Nullable Integer layers) {
        return new Claim(EvidenceKind.PROVENANCE, source, name, digest, pinning, false, certain, layers);
    }
}
