package dev.plinth.codec;

import dev.plinth.data.Node;
import dev.plinth.image.reference.Digest;
import dev.plinth.review.Review;
import dev.plinth.review.workload.JudgedImage;
import java.util.Map;
import java.util.function.Function;

/** The answer about one workload, as a document: what {@code plinth scan -o json} prints for each, and {@code plinth explain} reads. */
public final class ReviewDocument {

    private ReviewDocument() {}

    /** The review as data; each image embeds its {@link ResultDocument} under {@code result}. */
    public static Node of(Review review) {
        return of(review, image -> image(image).node());
    }

    /**
     * The review of what runs: each image also says what the node reports as {@code running}, and whether its tag has moved on since.
     *
     * @param moved what tags point to by now, where that is another build
     */
    public static Node of(Review review, Map<JudgedImage, Digest> moved) {
        return of(
                review,
                image -> image(image)
                        .with("running", image.image().running())
                        .with("tagNow", moved.get(image))
                        .with("drifted", moved.containsKey(image))
                        .node());
    }

    private static Node of(Review review, Function<JudgedImage, Node> image) {
        return new Tree()
                .with("kind", review.workload().kind())
                .with("namespace", review.workload().namespace())
                .with("name", review.workload().name())
                .with("allowed", review.allowed())
                .with("message", review.message())
                .with("warnings", review.warnings(), warning -> warning)
                .with("policyVersion", review.policyVersion())
                .with("images", review.images(), image)
                .node();
    }

    private static Tree image(JudgedImage judged) {
        return new Tree()
                .with("container", judged.image().name())
                .with("containerKind", judged.image().kind().label())
                .with("result", ResultDocument.of(judged));
    }
}
