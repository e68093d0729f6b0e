package dev.plinth.review.workload;

import dev.plinth.base.Resolution;
import dev.plinth.policy.Advice;
import dev.plinth.policy.Subject;
import dev.plinth.policy.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One image of a workload with its verdict, for the platform where it came off worst.
 *
 * @param image as written
 * @param subject what rules were matched against; null if the reference does not parse
 * @param resolution what came of looking; null if nothing had to be looked up
 * @param verdict the worst over the platforms
 * @param advice what to use instead, lowest effort first; empty if nothing is objected to, or nothing better is known
 */
public record JudgedImage(
        ContainerImage image,
        @Nullable Subject subject,
        @Nullable Resolution resolution,
        Verdict verdict,
        List<Advice> advice) {

    public JudgedImage {
        advice = List.copyOf(advice);
    }
}
