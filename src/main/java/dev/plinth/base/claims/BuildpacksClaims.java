package dev.plinth.base.claims;

import dev.plinth.base.Claim;
import dev.plinth.base.EvidenceKind;
import dev.plinth.data.Node;
import dev.plinth.image.Image;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.util.Optional;
import java.util.function.Function;

/**
 * The label {@code io.buildpacks.lifecycle.metadata} (buildpacks platform specification): {@code runImage.topLayer} is the diff id of
 * the base's highest layer, so that it says exactly where the base ends.
 */
final class BuildpacksClaims {

    private static final String LABEL = "io.buildpacks.lifecycle.metadata";
    private static final int LONGEST = 512 * 1024;

    private BuildpacksClaims() {}

    static Optional<Claim> of(Image image, Function<String, Optional<Node>> json) {
        String text = image.config().label(LABEL).orElse("");
        if (text.isEmpty() || text.length() > LONGEST) {
            return Optional.empty();
        }
        Node metadata = json.apply(text).orElse(null);
        if (metadata == null) {
            return Optional.empty();
        }
        Node run = metadata.find("runImage")
                .or(() -> metadata.find("stack", "runImage"))
                .orElse(null);
        if (run == null) {
            return Optional.empty();
        }
        // The name by tag is what people know; older lifecycles keep it under the stack only.
        Optional<ImageReference> name = run.text("image")
                .or(() -> metadata.text("stack", "runImage", "image"))
                .flatMap(ImageReference::lenient);
        Optional<ImageReference> byDigest = run.text("reference").flatMap(ImageReference::lenient);
        Digest digest = byDigest.map(ImageReference::digest).orElse(null);
        Digest top = run.text("topLayer").flatMap(Digest::lenient).orElse(null);
        int at = top == null ? -1 : image.config().diffIds().indexOf(top);
        ImageReference reference = name.or(() -> byDigest).orElse(null);
        if (reference == null && digest == null) {
            return Optional.empty();
        }
        return Optional.of(new Claim(
                EvidenceKind.BUILDPACKS,
                "label " + LABEL,
                reference,
                digest,
                null,
                false,
                true,
                at < 0 ? null : at + 1));
    }
}
