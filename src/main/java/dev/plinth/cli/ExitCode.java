package dev.plinth.cli;

import dev.plinth.base.Resolution;
import dev.plinth.policy.Mode;
import dev.plinth.policy.Outcome;
import dev.plinth.review.workload.JudgedImage;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/** What a command ends with; see the package. */
final class ExitCode {

    static final int CLEAN = 0;
    static final int FINDING = 1;
    static final int USAGE = 2;
    static final int UNAVAILABLE = 3;
    static final int DEFECT = 70;

    private ExitCode() {}

    /** The worst over these images. */
    static int of(Collection<JudgedImage> images, Set<FailOn> failOn) {
        int worst = CLEAN;
        for (JudgedImage judged : images) {
            Outcome outcome = judged.verdict().outcome();
            // Also where its reference alone is violation enough: what could not be read is not clean.
            boolean unavailable = outcome == Outcome.UNAVAILABLE || judged.resolution() instanceof Resolution.Unread;
            if (judged.verdict().denies()
                    || failOn.contains(FailOn.WARN) && warns(judged)
                    || failOn.contains(FailOn.UNKNOWN) && outcome == Outcome.UNKNOWN
                    || failOn.contains(FailOn.UNAVAILABLE) && unavailable) {
                return FINDING;
            }
            if (unavailable) {
                worst = UNAVAILABLE;
            }
        }
        return worst;
    }

    private static boolean warns(JudgedImage judged) {
        return judged.verdict().findings().stream().anyMatch(finding -> finding.mode() == Mode.WARN);
    }

    /** What fails a command beside findings in enforce. */
    enum FailOn {
        WARN,
        UNKNOWN,
        UNAVAILABLE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
