package dev.plinth.review.audit;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one look at everything that runs has shown; while the look goes on, what it has shown so far.
 *
 * @param started when the look began
 * @param finished when it ended; null while it goes on
 * @param done images judged
 * @param of images to judge
 * @param policyVersion of the policy that judged
 * @param images the judged ones, by namespace, owner and container
 * @param looks summaries of this and the looks before it, oldest first
 */
public record AuditReport(
        Instant started,
        @Nullable Instant finished,
        int done,
        int of,
        String policyVersion,
        List<AuditedImage> images,
        List<Look> looks) {

    public AuditReport {
        images = List.copyOf(images);
        looks = List.copyOf(looks);
    }

    /** Nothing has been looked at yet. */
    public static AuditReport none() {
        return new AuditReport(Instant.EPOCH, null, 0, 0, "", List.of(), List.of());
    }

    /**
     * One look in numbers, for trends.
     *
     * @param at when it ended
     * @param images how many were judged
     * @param wouldBeRefused how many of them would be refused
     * @param byNamespace how many would be refused where; namespaces without any are left out
     */
    public record Look(Instant at, int images, int wouldBeRefused, Map<String, Integer> byNamespace) {

        public Look {
            byNamespace = Map.copyOf(byNamespace);
        }

        static Look of(Instant at, List<AuditedImage> images) {
            Map<String, Integer> refused = new HashMap<>();
            images.stream()
                    .filter(AuditedImage::wouldBeRefused)
                    .forEach(image -> refused.merge(image.namespace(), 1, Integer::sum));
            int all = refused.values().stream().mapToInt(Integer::intValue).sum();
            return new Look(at, images.size(), all, refused);
        }

        /** How many would be refused in that namespace. */
        public int refusedIn(String namespace) {
            return byNamespace.getOrDefault(namespace, 0);
        }
    }
}
