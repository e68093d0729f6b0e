package dev.plinth.policy;

import dev.plinth.base.Resolution;
import dev.plinth.base.Unavailable;
import dev.plinth.base.inquiry.Need;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A policy made ready to judge images. Immutable and thread-safe. */
public interface Judge {

    /**
     * What has to be known to judge this image; empty if nothing has to be looked up: no rule matches, what matches is
     * exempt by namespace and image alone, or the reference alone decides.
     */
    Set<Need> needs(Subject subject, LocalDate today);

    /**
     * Judges one image on one platform.
     *
     * @param resolution what came of looking; empty where {@link #needs} was empty and nothing was looked up
     */
    Verdict judge(Subject subject, Optional<Resolution> resolution, LocalDate today);

    /**
     * Judges an image whose reference does not parse, so that no pattern can match it: the rules without patterns of images
     * decide, and what they do with the unavailable.
     */
    Verdict unreadable(Place place, Unavailable unavailable, LocalDate today);

    /**
     * Where an image is used, without the image.
     *
     * @param namespace of the workload
     * @param namespaceLabels of that namespace; null where they are not known
     * @param kind where in the pod it stands
     * @param existing as {@link Subject#existing}
     */
    record Place(
            String namespace, @Nullable Map<String, String> namespaceLabels, ContainerKind kind, boolean existing) {}

    /** The policy, ready to judge. */
    static Judge of(Policy policy) {
        return new PolicyJudge(policy);
    }
}
