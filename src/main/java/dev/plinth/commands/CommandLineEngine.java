package dev.plinth.commands;

import dev.plinth.base.inquiry.Need;
import dev.plinth.cli.workbench.Engine;
import dev.plinth.cli.workbench.Progress;
import dev.plinth.cli.workbench.Settings;
import dev.plinth.image.reference.Digest;
import dev.plinth.registry.layout.OciLayout;
import dev.plinth.review.Inspector;
import dev.plinth.review.Review;
import dev.plinth.review.ReviewRequest;
import dev.plinth.review.Reviewer;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.ImageSource;
import dev.plinth.review.source.Requester;
import dev.plinth.review.source.UnavailableException;
import dev.plinth.review.workload.JudgedImage;
import dev.plinth.review.workload.PolicyInForce;
import dev.plinth.review.workload.Workload;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The reviewer for commands: with the operator's credentials, within the time that the user gave. */
final class CommandLineEngine implements Engine {

    /** Registries have limits of their own; this only keeps a large scan from holding all its images at once. */
    private static final int AT_ONCE = 8;

    private final Settings settings;
    private final PolicyInForce policy;
    private final Reviewer reviewer;
    private final Function<ImageSource, Inspector> inspectors;
    private final Reading reading;

    /**
     * @param inspectors judge single images that are read from a source
     * @param reading is closed with it
     */
    CommandLineEngine(
            Settings settings,
            PolicyInForce policy,
            Reviewer reviewer,
            Function<ImageSource, Inspector> inspectors,
            Reading reading) {
        this.settings = settings;
        this.policy = policy;
        this.reviewer = reviewer;
        this.inspectors = inspectors;
        this.reading = reading;
    }

    @Override
    public PolicyInForce policy() {
        return policy;
    }

    @Override
    public List<JudgedImage> inspect(String image) {
        Set<Need> wanted = settings.deep()
                ? EnumSet.allOf(Need.class)
                : EnumSet.of(Need.TIER, Need.BASE, Need.PINNING, Need.VERIFIED);
        Deadline deadline = Deadline.after(settings.timeout());
        Inspector inspector = inspectors.apply(reading.images());
        if (!image.startsWith(OciLayout.SCHEME)) {
            return inspector.inspect(image, wanted, policy, deadline);
        }
        try {
            OciLayout.Named named = OciLayout.named(image);
            return inspectors
                    .apply(named.layout().before(reading.images()))
                    .inspect(image, named.reference(), wanted, policy, deadline);
        } catch (UnavailableException e) {
            return List.of(inspector.unreadable(image, e.unavailable(), policy));
        }
    }

    @Override
    public List<Review> reviews(List<ReviewRequest> requests, Progress progress) {
        AtomicInteger done = new AtomicInteger();
        List<Future<Review>> reviews = new ArrayList<>(requests.size());
        try (ExecutorService threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            for (ReviewRequest request : requests) {
                reviews.add(threads.submit(() -> {
                    Review review = reviewer.review(asOperator(request), policy, Deadline.after(settings.timeout()));
                    progress.at(
                            done.incrementAndGet(),
                            requests.size(),
                            request.workload().title());
                    return review;
                }));
            }
        }
        List<Review> results = new ArrayList<>(reviews.size());
        for (Future<Review> review : reviews) {
            results.add(review.resultNow());
        }
        return results;
    }

    @Override
    public Map<JudgedImage, Digest> movedOn(List<Review> reviews) {
        Map<JudgedImage, Digest> moved = new ConcurrentHashMap<>();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            reviews.stream()
                    .flatMap(review -> review.images().stream())
                    .distinct()
                    .forEach(image -> threads.execute(
                            () -> reviewer.movedOn(image, Requester.OPERATOR, Deadline.after(settings.timeout()))
                                    .ifPresent(now -> moved.put(image, now))));
        }
        return Map.copyOf(moved);
    }

    /** Pull secrets are the cluster's to read; here the person's own credentials count. */
    private ReviewRequest asOperator(ReviewRequest request) {
        Workload workload = request.workload();
        return new ReviewRequest(
                new Workload(
                        workload.kind(),
                        workload.namespace(),
                        workload.name(),
                        workload.owner(),
                        workload.images(),
                        settings.platforms().isEmpty() ? workload.platforms() : settings.platforms(),
                        Requester.OPERATOR),
                null,
                request.operation(),
                request.namespaceLabels(),
                request.existing(),
                request.dryRun());
    }

    @Override
    public Map<String, Integer> answersByHost() {
        return reading.answers().byHost();
    }

    @Override
    public void close() {
        reading.close();
    }
}
