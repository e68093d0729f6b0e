package dev.plinth.cli.workbench;

import dev.plinth.image.reference.Digest;
import dev.plinth.review.Review;
import dev.plinth.review.ReviewRequest;
import dev.plinth.review.workload.JudgedImage;
import dev.plinth.review.workload.PolicyInForce;
import java.util.List;
import java.util.Map;

/** Judges images as the webhook does, with the program's own credentials. Blocking and thread-safe; no failure of an image throws. */
public interface Engine extends AutoCloseable {

    /** The policy that judges. */
    PolicyInForce policy();

    /**
     * One image on its own, outside any workload, in the order of its platforms; exactly one result if it cannot be read.
     *
     * @param image a reference, or {@code oci-layout:DIR[:TAG]}
     */
    List<JudgedImage> inspect(String image);

    /** Workloads, some at a time; in their order. */
    List<Review> reviews(List<ReviewRequest> requests, Progress progress);

    /** What tags point to by now, for those images of which another build runs; one that cannot be told is left out. */
    Map<JudgedImage, Digest> movedOn(List<Review> reviews);

    /** How often each host answered so far. */
    Map<String, Integer> answersByHost();

    @Override
    void close();
}
