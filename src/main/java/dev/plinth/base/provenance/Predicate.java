package dev.plinth.base.provenance;

import dev.plinth.data.Node;
import dev.plinth.image.reference.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of a BuildKit provenance statement that tell of the base, wherever the version keeps them.
 *
 * @param dependencies {@code materials} or {@code resolvedDependencies}
 * @param steps the LLB definition; empty in mode min
 * @param sources the Dockerfile and what it includes; empty in mode min
 * @param layers layers by step; empty in mode min
 * @param request what the front end was asked for
 */
record Predicate(
        List<Node> dependencies,
        List<Node> steps,
        List<Node> sources,
        Map<String, Node> layers,
        Map<String, Node> request) {

    private static final String SLSA = "https://slsa.dev/provenance/";
    private static final String OLD_METADATA = "https://mobyproject.org/buildkit@v1#metadata";

    /** The predicate of a statement about this image; empty if it is about another one, or says nothing of a build. */
    static Optional<Predicate> of(Node statement, Digest image) {
        boolean provenance = statement
                .text("predicateType")
                .filter(type -> type.startsWith(SLSA))
                .isPresent();
        Node predicate = statement.find("predicate").orElse(null);
        if (!provenance || predicate == null || !isAbout(statement, image)) {
            return Optional.empty();
        }
        return Optional.of(predicate.find("buildDefinition").isPresent() ? newer(predicate) : older(predicate));
    }

    /** A statement copied from another image would otherwise speak for this one. */
    private static boolean isAbout(Node statement, Digest image) {
        for (Node subject : statement.items("subject")) {
            if (image.hex().equals(subject.text("digest", image.algorithm()).orElse(null))) {
                return true;
            }
        }
        return false;
    }

    private static Predicate newer(Node predicate) {
        Node metadata =
                predicate.find("runDetails", "metadata", "buildkit_metadata").orElse(new Node.Null(0));
        return new Predicate(
                predicate.items("buildDefinition", "resolvedDependencies"),
                predicate.items("buildDefinition", "internalParameters", "buildConfig", "llbDefinition"),
                metadata.items("source", "infos"),
                metadata.entries("layers"),
                predicate.entries("buildDefinition", "externalParameters", "request", "args"));
    }

    private static Predicate older(Node predicate) {
        Node metadata = predicate.find("metadata", OLD_METADATA).orElse(new Node.Null(0));
        return new Predicate(
                predicate.items("materials"),
                predicate.items("buildConfig", "llbDefinition"),
                metadata.items("source", "infos"),
                metadata.entries("layers"),
                predicate.entries("invocation", "parameters", "args"));
    }

    Optional<String> argument(String key) {
        return Optional.ofNullable(request.get(key)).flatMap(Node::text);
    }
}
