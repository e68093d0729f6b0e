package dev.plinth.base.provenance;

import dev.plinth.data.Node;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An image that went into the build: a stage's base, or what files were copied from. Their order means nothing.
 *
 * @param image its name, and whether it was pinned
 * @param digest what it was resolved to, of the index where there is one; null if not said
 */
record Material(PackageUrl image, @Nullable Digest digest) {

    /** Images that build and scan, and never stand below the result. */
    private static final Set<String> TOOLS = Set.of(
            "docker.io/docker/dockerfile",
            "docker.io/docker/dockerfile-upstream",
            "docker.io/docker/buildkit-syft-scanner",
            "docker.io/docker/scout-sbom-indexer",
            "docker.io/docker/buildkit",
            "docker.io/moby/buildkit");

    private static final int MOST = 200;

    /** The images among the materials, tools left out. */
    static List<Material> readAll(List<Node> nodes, @Nullable String frontend) {
        String front = frontend == null
                ? ""
                : ImageReference.lenient(frontend).map(ImageReference::path).orElse("");
        List<Material> materials = new ArrayList<>();
        for (Node node : nodes.subList(0, Math.min(nodes.size(), MOST))) {
            PackageUrl image = node.text("uri").flatMap(PackageUrl::parse).orElse(null);
            if (image != null
                    && !TOOLS.contains(image.reference().path())
                    && !image.reference().path().equals(front)) {
                Digest digest =
                        node.text("digest", "sha256").flatMap(Digest::lenient).orElse(image.pinned());
                materials.add(new Material(image, digest));
            }
        }
        return materials;
    }
}
