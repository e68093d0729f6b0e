package dev.plinth.codec;

import dev.plinth.data.Node;
import dev.plinth.review.Review;
import dev.plinth.review.workload.JudgedImage;

/** The answer about one workload, as a document: what {@code plinth scan -o json} prints for each, and {@code plinth explain} reads. */
public final class ReviewDocument {

    private ReviewDocument() {}

    /** The review as data; each image embeds its {@link ResultDocument} under {@code result}. */
    public static Node of(Review review) {
        return new Tree()
                .with("kind", review.workload().kind())
                .with("namespace", review.workload().namespace())
                .with("name", review.workload().name())
                .with("allowed", review.allowed())
                .with("message", review.message())
                .with("warnings", review.warnings(), warning -> warning)
                .with("policyVersion", review.policyVersion())
                .with("images", review.images(), ReviewDocument::image)
                .node();
    }

    private static Node image(JudgedImage judged) {
        return new Tree()
                .with("container", judged.image().name())
                .with("containerKind", judged.image().kind().label())
                .with("result", ResultDocument.of(judged))
                .node();
    }
}
