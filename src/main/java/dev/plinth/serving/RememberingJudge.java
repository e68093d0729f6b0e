package dev.plinth.serving;

import dev.plinth.base.Resolution;
import dev.plinth.base.Unavailable;
import dev.plinth.base.inquiry.Need;
import dev.plinth.memory.CaffeineCache;
import dev.plinth.policy.Judge;
import dev.plinth.policy.Subject;
import dev.plinth.policy.Verdict;
import dev.plinth.review.source.Cache;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says again what a judge has said of the same image, read the same way, on the same day: most reviews are about what was just
 * reviewed, and weighing all rules anew is the greater part of answering from the caches. Bounded; a new policy has a new judge.
 */
final class RememberingJudge implements Judge {

    private static final int MOST = 10_000;
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Judge judge;
    private final Cache<Subject, Needs> needs = CaffeineCache.ofEntries(MOST);
    private final Cache<Case, Verdict> verdicts = CaffeineCache.ofEntries(MOST);

    RememberingJudge(Judge judge) {
        this.judge = judge;
    }

    private record Needs(LocalDate day, Set<Need> needs) {}

    /** What a verdict is about. A resolution is the same if it is the very same object: comparing whole ones costs more than judging. */
    private record Case(Subject subject, @Nullable Resolution resolution, LocalDate day) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Case that
                    && resolution == that.resolution
                    && day.equals(that.day)
                    && subject.equals(that.subject);
        }

        @Override
        public int hashCode() {
            return 31 * subject.hashCode() + System.identityHashCode(resolution);
        }
    }

    @Override
    public Set<Need> needs(Subject subject, LocalDate today) {
        Optional<Needs> known = needs.peek(subject);
        if (known.isPresent() && known.get().day.equals(today)) {
            return known.get().needs;
        }
        Set<Need> asked = Set.copyOf(judge.needs(subject, today));
        needs.put(subject, new Needs(today, asked), KEPT);
        return asked;
    }

    @Override
    public Verdict judge(Subject subject, Optional<Resolution> resolution, LocalDate today) {
        Case about = new Case(subject, resolution.orElse(null), today);
        Optional<Verdict> known = verdicts.peek(about);
        if (known.isPresent()) {
            return known.get();
        }
        Verdict verdict = judge.judge(subject, resolution, today);
        verdicts.put(about, verdict, KEPT);
        return verdict;
    }

    @Override
    public Verdict unreadable(Place place, Unavailable unavailable, LocalDate today) {
        return judge.unreadable(place, unavailable, today);
    }
}
