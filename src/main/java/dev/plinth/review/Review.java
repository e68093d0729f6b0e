package dev.plinth.review;

import dev.plinth.review.workload.JudgedImage;
import dev.plinth.review.workload.Workload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer about one workload.
 *
 * @param workload what was judged
 * @param images the judged ones, worst first
 * @param allowed whether nothing denies
 * @param message what the user is told; null if allowed
 * @param warnings what the user is warned of, most important first, within the API server's limits
 * @param policyVersion of the policy that judged
 */
public record Review(
        Workload workload,
        List<JudgedImage> images,
        boolean allowed,
        @Nullable String message,
        List<String> warnings,
        String policyVersion) {

    public Review {
        images = List.copyOf(images);
        warnings = List.copyOf(warnings);
    }
}
