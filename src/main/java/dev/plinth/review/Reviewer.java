package dev.plinth.review;

import dev.plinth.base.Resolution;
import dev.plinth.base.Resolution.Classified;
import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.base.inquiry.Need;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.policy.Advice;
import dev.plinth.policy.Judge;
import dev.plinth.policy.Outcome;
import dev.plinth.policy.Subject;
import dev.plinth.policy.Verdict;
import dev.plinth.review.advice.AdviceDesk;
import dev.plinth.review.advice.Instead;
import dev.plinth.review.reading.Parallel;
import dev.plinth.review.reading.PlatformChoice;
import dev.plinth.review.resolution.Lookup;
import dev.plinth.review.resolution.Resolver;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.Requester;
import dev.plinth.review.source.UnavailableException;
import dev.plinth.review.text.ReviewText;
import dev.plinth.review.workload.ContainerImage;
import dev.plinth.review.workload.JudgedImage;
import dev.plinth.review.workload.PolicyInForce;
import dev.plinth.review.workload.Workload;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges workloads. Thread-safe. */
public final class Reviewer {

    private static final Comparator<JudgedImage> WORST_FIRST = Comparator.comparing(
                    (JudgedImage image) -> image.verdict().denies())
            .thenComparing(image -> image.verdict().outcome())
            .thenComparing(image -> image.verdict().findings().size())
            .reversed();

    /** A deadline that nobody waits for. */
    private static final Deadline PASSED = new Deadline(System.nanoTime());

    private final Resolver resolver;
    private final Instead instead;
    private final Surroundings surroundings;

    public Reviewer(Resolver resolver, AdviceDesk advice, Surroundings surroundings) {
        this.resolver = resolver;
        this.instead = new Instead(advice);
        this.surroundings = surroundings;
    }

    /** The review, if everything that it takes is remembered; never blocks. */
    public Optional<Review> fromCaches(ReviewRequest request, PolicyInForce policy) {
        List<Question> questions = questions(request, policy);
        List<JudgedImage> judged = new ArrayList<>(questions.size());
        for (Question question : questions) {
            Optional<List<Resolution>> known =
                    question.lookup == null ? Optional.of(List.of()) : resolver.peek(question.lookup);
            if (known.isEmpty()) {
                return Optional.empty();
            }
            judged.add(judge(question, known.get(), policy, PASSED));
        }
        return Optional.of(assemble(request, judged, policy));
    }

    /** The review, by the deadline; what is not known by then is unavailable. */
    public Review review(ReviewRequest request, PolicyInForce policy, Deadline deadline) {
        List<Question> questions = questions(request, policy);
        List<JudgedImage> judged;
        try {
            judged = questions.isEmpty()
                    ? List.of()
                    : Parallel.all(questions, question -> {
                        List<Resolution> resolutions =
                                question.lookup == null ? List.of() : resolver.resolve(question.lookup, deadline);
                        return judge(question, resolutions, policy, deadline);
                    });
        } catch (UnavailableException e) {
            throw new IllegalStateException("resolving answers, and does not throw", e);
        }
        return assemble(request, judged, policy);
    }

    /**
     * The verdict on one image of a workload alone, by the deadline, read in the background: live reviews come first. The
     * image that runs is judged where it is known, by the reference that was written.
     */
    public JudgedImage judgeInBackground(
            ContainerImage image, ReviewRequest request, PolicyInForce policy, Deadline deadline) {
        Question question = question(image, request, policy, today());
        List<Resolution> resolutions =
                question.lookup == null ? List.of() : resolver.resolveInBackground(question.lookup, deadline);
        return judge(question, resolutions, policy, deadline);
    }

    /**
     * What the tag of an image that runs points to now, if that is another build: where the two have drifted apart, a new pod
     * gets something else than the old ones. Empty where they agree, where there is no tag, where the image was not looked
     * up, and where the registry does not say.
     */
    public Optional<Digest> movedOn(JudgedImage judged, Requester requester, Deadline deadline) {
        Subject subject = judged.subject();
        Digest running = judged.image().running();
        if (subject == null
                || running == null
                || subject.written().digest() != null
                || !(judged.resolution() instanceof Classified)) {
            return Optional.empty();
        }
        return resolver.movedFrom(running, subject.written(), requester, deadline);
    }

    /** One image to judge; the look-up is null where none is needed. */
    private record Question(
            ContainerImage image,
            @Nullable Subject subject,
            @Nullable Lookup lookup,
            LocalDate today,
            ReviewRequest in) {}

    private List<Question> questions(ReviewRequest request, PolicyInForce policy) {
        Workload workload = request.workload();
        Set<ContainerImage> before = before(request);
        LocalDate today = today();
        List<Question> questions = new ArrayList<>(workload.images().size());
        for (ContainerImage image : workload.images()) {
            if (!before.contains(unnamed(image))) {
                questions.add(question(image, request, policy, today));
            }
        }
        return questions;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(surroundings.clock().instant(), ZoneOffset.UTC);
    }

    private Question question(ContainerImage image, ReviewRequest request, PolicyInForce policy, LocalDate today) {
        Workload workload = request.workload();
        ImageReference written;
        try {
            written = ImageReference.parse(image.image());
        } catch (IllegalArgumentException _) {
            return new Question(image, null, null, today, request);
        }
        Subject subject = new Subject(
                workload.namespace(),
                request.namespaceLabels(),
                image.kind(),
                written,
                surroundings.identity().apply(written),
                image.userland(),
                request.existing());
        Set<Need> needs = policy.judge().needs(subject, today);
        ImageReference pulled =
                image.running() == null ? written : written.withTag(null).withDigest(image.running());
        Lookup lookup = needs.isEmpty() ? null : new Lookup(pulled, platforms(workload), needs, workload.requester());
        return new Question(image, subject, lookup, today, request);
    }

    private PlatformChoice platforms(Workload workload) {
        List<Platform> asked = workload.platforms();
        return new PlatformChoice(asked.isEmpty() ? surroundings.platforms().get() : asked);
    }

    private JudgedImage judge(
            Question question, List<Resolution> resolutions, PolicyInForce policy, Deadline deadline) {
        Subject subject = question.subject;
        if (subject == null) {
            return invalid(question, policy);
        }
        Resolution worst = resolutions.isEmpty() ? null : resolutions.getFirst();
        Verdict verdict = policy.judge().judge(subject, Optional.ofNullable(worst), question.today);
        for (Resolution resolution : resolutions.subList(Math.min(1, resolutions.size()), resolutions.size())) {
            Verdict other = policy.judge().judge(subject, Optional.of(resolution), question.today);
            if (isWorse(other, verdict)) {
                worst = resolution;
                verdict = other;
            }
        }
        List<Advice> advice = worst instanceof Classified classified && verdict.outcome() == Outcome.VIOLATING
                ? instead.of(
                        subject,
                        classified,
                        verdict,
                        question.in.workload().requester(),
                        policy,
                        question.today,
                        deadline)
                : List.of();
        return new JudgedImage(question.image, subject, worst, verdict, advice);
    }

    private JudgedImage invalid(Question question, PolicyInForce policy) {
        String why = "";
        try {
            ImageReference.parse(question.image.image());
        } catch (IllegalArgumentException e) {
            why = String.valueOf(e.getMessage());
        }
        Unavailable unavailable = Unavailable.of(Reason.INVALID_REFERENCE, null, why);
        Judge.Place place = new Judge.Place(
                question.in.workload().namespace(),
                question.in.namespaceLabels(),
                question.image.kind(),
                question.in.existing());
        Verdict verdict = policy.judge().unreadable(place, unavailable, question.today);
        return new JudgedImage(question.image, null, new Resolution.Unread(unavailable, 0), verdict, List.of());
    }

    private static boolean isWorse(Verdict one, Verdict other) {
        return one.denies() != other.denies() ? one.denies() : one.outcome().compareTo(other.outcome()) > 0;
    }

    private Set<ContainerImage> before(ReviewRequest request) {
        Workload before = request.before();
        // An image of several platforms is another one on a platform that was not asked for before.
        if (before == null || !platforms(before).covers(platforms(request.workload()))) {
            return Set.of();
        }
        Set<ContainerImage> images = HashSet.newHashSet(before.images().size());
        for (ContainerImage image : before.images()) {
            images.add(unnamed(image));
        }
        return images;
    }

    /** Images are compared per container kind; the container's name does not matter. */
    private static ContainerImage unnamed(ContainerImage image) {
        return new ContainerImage(image.kind(), "", image.image());
    }

    private static Review assemble(ReviewRequest request, List<JudgedImage> judged, PolicyInForce policy) {
        List<JudgedImage> images = judged.stream().sorted(WORST_FIRST).toList();
        boolean denied = images.stream().anyMatch(image -> image.verdict().denies());
        ReviewText text = new ReviewText(request.workload(), images, policy);
        return new Review(
                request.workload(), images, !denied, denied ? text.denial() : null, text.warnings(), policy.version());
    }
}
