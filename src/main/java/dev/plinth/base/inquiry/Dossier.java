package dev.plinth.base.inquiry;

import dev.plinth.base.Unavailable.Reason;
import dev.plinth.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An image and what has been read about it so far.
 *
 * @param image the image in question
 * @param answers to inquiries, in the order in which they were asked
 */
public record Dossier(Image image, List<Answer> answers) {

    private static final Set<Reason> SILENCE = Set.of(Reason.RATE_LIMITED, Reason.TIMED_OUT, Reason.UNREACHABLE);

    public Dossier {
        answers = List.copyOf(answers);
    }

    /** This dossier with more answers. */
    public Dossier with(List<Answer> more) {
        List<Answer> all = new ArrayList<>(answers);
        all.addAll(more);
        return new Dossier(image, all);
    }

    /** Whether this has been asked already. */
    public boolean asked(Inquiry inquiry) {
        return answers.stream()
                .map(Answer::to)
                .anyMatch(asked -> asked instanceof Inquiry.BaseImage one && inquiry instanceof Inquiry.BaseImage other
                        ? one.asksFor(other)
                        : asked.equals(inquiry));
    }

    /** Whether a registry did not answer when it was asked for a base: asking it for another one would only take as long. */
    public boolean isSilent(String registry) {
        for (Answer answer : answers) {
            if (answer instanceof Answer.Nothing nothing
                    && SILENCE.contains(nothing.why().reason())
                    && nothing.to() instanceof Inquiry.BaseImage base
                    && base.reference().registry().equals(registry)) {
                return true;
            }
        }
        return false;
    }
}
