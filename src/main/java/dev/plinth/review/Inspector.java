package dev.plinth.review;

import dev.plinth.base.Resolution;
import dev.plinth.base.Resolution.Classified;
import dev.plinth.base.Resolution.Unread;
import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.base.inquiry.Need;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.policy.Advice;
import dev.plinth.policy.ContainerKind;
import dev.plinth.policy.Judge;
import dev.plinth.policy.Outcome;
import dev.plinth.policy.Subject;
import dev.plinth.policy.Verdict;
import dev.plinth.review.advice.AdviceDesk;
import dev.plinth.review.advice.Instead;
import dev.plinth.review.reading.PlatformChoice;
import dev.plinth.review.resolution.Lookup;
import dev.plinth.review.resolution.Resolver;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.Requester;
import dev.plinth.review.workload.ContainerImage;
import dev.plinth.review.workload.JudgedImage;
import dev.plinth.review.workload.PolicyInForce;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges an image on its own, on each of its platforms, for a person who asks about the image and not about a workload: as a
 * container in the namespace {@code default}, with the operator's credentials. Thread-safe.
 */
public final class Inspector {

    private static final String NAMESPACE = "default";

    private final Resolver resolver;
    private final AdviceDesk desk;
    private final Instead instead;
    private final Surroundings surroundings;

    public Inspector(Resolver resolver, AdviceDesk advice, Surroundings surroundings) {
        this.resolver = resolver;
        this.desk = advice;
        this.instead = new Instead(advice);
        this.surroundings = surroundings;
    }

    /**
     * The image on each platform, at least one result.
     *
     * @param image as the person wrote it
     * @param wanted what to look into beside what the policy needs
     */
    public List<JudgedImage> inspect(String image, Set<Need> wanted, PolicyInForce policy, Deadline deadline) {
        try {
            return inspect(image, ImageReference.parse(image), wanted, policy, deadline);
        } catch (IllegalArgumentException e) {
            Unavailable why = Unavailable.of(Reason.INVALID_REFERENCE, null, String.valueOf(e.getMessage()));
            return List.of(unreadable(image, why, policy));
        }
    }

    /** The same for an image that is read under another reference than it was written. */
    public List<JudgedImage> inspect(
            String image, ImageReference reference, Set<Need> wanted, PolicyInForce policy, Deadline deadline) {
        Subject subject = new Subject(
                NAMESPACE,
                null,
                ContainerKind.CONTAINER,
                reference,
                surroundings.identity().apply(reference),
                false);
        Set<Need> needs = EnumSet.noneOf(Need.class);
        needs.addAll(wanted);
        needs.addAll(policy.judge().needs(subject, today()));
        PlatformChoice platforms = new PlatformChoice(surroundings.platforms().get());
        Lookup lookup = new Lookup(reference, platforms, needs, Requester.OPERATOR);
        return resolver.resolve(lookup, deadline).stream()
                .map(resolution -> judge(image, subject, resolution, policy, deadline))
                .toList();
    }

    private JudgedImage judge(
            String image, Subject subject, Resolution resolution, PolicyInForce policy, Deadline deadline) {
        Verdict verdict = policy.judge().judge(subject, Optional.of(resolution), today());
        List<Advice> advice = resolution instanceof Classified classified && verdict.outcome() == Outcome.VIOLATING
                ? advice(image, subject, classified, verdict, policy, deadline)
                : List.of();
        return new JudgedImage(written(image), subject, resolution, verdict, advice);
    }

    /** An image of a layout has no name yet that a pod could hold on to. */
    private List<Advice> advice(
            String image,
            Subject subject,
            Classified classified,
            Verdict verdict,
            PolicyInForce policy,
            Deadline deadline) {
        boolean named =
                ImageReference.lenient(image).filter(subject.written()::equals).isPresent();
        return named
                ? instead.of(subject, classified, verdict, Requester.OPERATOR, policy, today(), deadline)
                : desk.advise(subject, classified, Requester.OPERATOR, policy, deadline);
    }

    /** The result for something that is not even a place to look. */
    public JudgedImage unreadable(String image, Unavailable why, PolicyInForce policy) {
        Judge.Place place = new Judge.Place(NAMESPACE, null, ContainerKind.CONTAINER, false);
        Verdict verdict = policy.judge().unreadable(place, why, today());
        return new JudgedImage(written(image), null, new Unread(why, 0), verdict, List.of());
    }

    private static ContainerImage written(String image) {
        return new ContainerImage(ContainerKind.CONTAINER, "", image);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(surroundings.clock().instant(), ZoneOffset.UTC);
    }
}
