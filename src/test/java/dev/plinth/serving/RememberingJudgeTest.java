package dev.plinth.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Resolution;
import dev.plinth.base.Unavailable;
import dev.plinth.base.inquiry.Need;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.policy.ContainerKind;
import dev.plinth.policy.Judge;
import dev.plinth.policy.Outcome;
import dev.plinth.policy.Subject;
import dev.plinth.policy.Verdict;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RememberingJudgeTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private static final Unavailable AWAY = Unavailable.of(Unavailable.Reason.UNREACHABLE, "registry.corp", "");

    private final AtomicInteger judged = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();

    private final Judge judge = new RememberingJudge(new Judge() {
        @Override
        public Set<Need> needs(Subject subject, LocalDate today) {
            asked.incrementAndGet();
            return Set.of(Need.TIER);
        }

        @Override
        public Verdict judge(Subject subject, Optional<Resolution> resolution, LocalDate today) {
            judged.incrementAndGet();
            return new Verdict(resolution.isPresent() ? Outcome.UNAVAILABLE : Outcome.COMPLIANT, List.of(), List.of());
        }

        @Override
        public Verdict unreadable(Place place, Unavailable unavailable, LocalDate today) {
            return Verdict.COMPLIANT;
        }
    });

    private static Subject subject(String image, Map<String, String> labels) {
        ImageReference reference = ImageReference.parse(image);
        return new Subject("shop", labels, ContainerKind.CONTAINER, reference, reference, false);
    }

    @Test
    void sameQuestionIsAskedOnce() {
        Resolution read = new Resolution.Unread(AWAY, 0);
        for (int i = 0; i < 3; i++) {
            assertThat(judge.needs(subject("a:1", Map.of()), TODAY)).containsExactly(Need.TIER);
            assertThat(judge.judge(subject("a:1", Map.of()), Optional.of(read), TODAY)
                            .outcome())
                    .isEqualTo(Outcome.UNAVAILABLE);
        }

        assertThat(asked).hasValue(1);
        assertThat(judged).hasValue(1);
    }

    @Test
    void anotherDayImageNamespaceOrReadingIsAnotherQuestion() {
        Resolution read = new Resolution.Unread(AWAY, 0);
        judge.judge(subject("a:1", Map.of()), Optional.of(read), TODAY);
        judge.judge(subject("a:1", Map.of()), Optional.of(read), TODAY.plusDays(1));
        judge.judge(subject("a:2", Map.of()), Optional.of(read), TODAY);
        judge.judge(subject("a:1", Map.of("tier", "production")), Optional.of(read), TODAY);
        judge.judge(subject("a:1", Map.of()), Optional.of(new Resolution.Unread(AWAY, 1)), TODAY);
        assertThat(judge.judge(subject("a:1", Map.of()), Optional.empty(), TODAY)
                        .outcome())
                .isEqualTo(Outcome.COMPLIANT);
        judge.needs(subject("a:1", Map.of()), TODAY);
        judge.needs(subject("a:1", Map.of()), TODAY.plusDays(1));

        assertThat(judged).hasValue(6);
        assertThat(asked).hasValue(2);
    }
}
