package dev.plinth.review.resolution;

import dev.plinth.base.Classification;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.base.inquiry.Answer;
import dev.plinth.base.inquiry.Classifier;
import dev.plinth.base.inquiry.Dossier;
import dev.plinth.base.inquiry.Inquiry;
import dev.plinth.base.inquiry.Need;
import dev.plinth.image.Image;
import dev.plinth.review.reading.Parallel;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.UnavailableException;
import java.util.List;
import java.util.Set;

/** The loop for one image: what would tell more is asked for, in parallel and within a budget, until nothing more would. */
final class Investigation {

    /** An image's inquiries in all; each costs at most three exchanges. References in them are attacker-written. */
    private static final int BUDGET = 10;

    private static final int ROUNDS = 5;
    private static final Set<Reason> PASSING =
            Set.of(Reason.RATE_LIMITED, Reason.TIMED_OUT, Reason.UNREACHABLE, Reason.UNAUTHORIZED);

    private final Classifier classifier;
    private final Inquirer inquirer;

    Investigation(Classifier classifier, Inquirer inquirer) {
        this.classifier = classifier;
        this.inquirer = inquirer;
    }

    /**
     * What came of it.
     *
     * @param classification what is known
     * @param complete whether nothing failed that may work a little later
     * @param shared whether nothing was read but the image's own repository, so that any who may read that may know it
     * @param contentOpen whether reading layers' content would tell more
     */
    record Result(Classification classification, boolean complete, boolean shared, boolean contentOpen) {}

    Result of(Image image, Set<Need> needs, boolean withContent, Exchange exchange) throws UnavailableException {
        Dossier dossier = new Dossier(image, List.of());
        boolean contentOpen = false;
        int left = BUDGET;
        for (int round = 0; round < ROUNDS && left > 0; round++) {
            List<Inquiry> proposed = classifier.inquiries(dossier, needs);
            contentOpen = !withContent && proposed.stream().anyMatch(Inquiry.Content.class::isInstance);
            List<Inquiry> inquiries = proposed.stream()
                    .filter(inquiry -> withContent || !(inquiry instanceof Inquiry.Content))
                    .limit(left)
                    .toList();
            if (inquiries.isEmpty()) {
                break;
            }
            left -= inquiries.size();
            dossier = dossier.with(Parallel.all(inquiries, inquiry -> inquirer.answer(inquiry, image, exchange)));
        }
        return new Result(classifier.classify(dossier), complete(dossier), shared(dossier), contentOpen);
    }

    private static boolean complete(Dossier dossier) {
        return dossier.answers().stream()
                .noneMatch(answer -> answer instanceof Answer.Nothing nothing
                        && PASSING.contains(nothing.why().reason()));
    }

    private static boolean shared(Dossier dossier) {
        return dossier.answers().stream()
                .noneMatch(answer -> answer.to() instanceof Inquiry.BaseImage base
                        && !base.reference().sameRepository(dossier.image().reference()));
    }
}
