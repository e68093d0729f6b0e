package dev.plinth.base.inquiry;

import dev.plinth.image.Image;
import java.util.ArrayList;
import java.util.List;

/**
 * An image and what has been read about it so far.
 *
 * @param image the image in question
 * @param answers to inquiries, in the order in which they were asked
 */
public record Dossier(Image image, List<Answer> answers) {

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
        return answers.stream().anyMatch(answer -> answer.to().equals(inquiry));
    }
}
