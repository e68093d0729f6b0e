package dev.plinth.policy;

import dev.plinth.base.Need;
import dev.plinth.base.Resolution;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

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
}
