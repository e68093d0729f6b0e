package dev.plinth.review.advice;

import dev.plinth.base.Base;
import dev.plinth.base.Classification;
import dev.plinth.base.Resolution;
import dev.plinth.base.Resolution.Classified;
import dev.plinth.base.Resolution.Unread;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.base.inquiry.KnownBase;
import dev.plinth.base.inquiry.Need;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.policy.Advice;
import dev.plinth.policy.Outcome;
import dev.plinth.policy.Subject;
import dev.plinth.policy.advice.AdviceTable;
import dev.plinth.policy.advice.Adviser;
import dev.plinth.policy.advice.Candidate;
import dev.plinth.policy.advice.Traits;
import dev.plinth.policy.advice.Trial;
import dev.plinth.review.reading.ImageReader;
import dev.plinth.review.reading.Parallel;
import dev.plinth.review.reading.PlatformChoice;
import dev.plinth.review.resolution.Lookup;
import dev.plinth.review.resolution.Resolver;
import dev.plinth.review.source.Cache;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource;
import dev.plinth.review.source.Requester;
import dev.plinth.review.source.UnavailableException;
import dev.plinth.review.workload.PolicyInForce;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Advice from a registry: each candidate is looked up as an image like any other, judged by the same policy in the place of the
 * image that it is advised for, and named by the digest of its index. What is gone or itself violating is not advised; what
 * cannot be asked for is known from the catalogue, or named without a digest, and says so.
 */
public final class RegistryAdvice implements AdviceDesk {

    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration KEPT_UNSURE = Duration.ofMinutes(1);

    /** Time for looking up candidates, within the review's own: they are a help, not what decides. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int MOST_UNDER_WAY = 200;
    private static final Set<Need> NEEDS = Set.of(Need.TIER, Need.BASE);

    private final Resolver resolver;
    private final ImageReader reader;
    private final ImageSource source;
    private final Catalogue catalogue;
    private final AdviceTable table;
    private final Cache<Question, List<Advice>> memory;
    private final InstantSource clock;
    private final ConcurrentMap<Question, CompletableFuture<List<Advice>>> underWay = new ConcurrentHashMap<>();

    /**
     * What advice is remembered by: the image, where it is used, and by which policy candidates are judged.
     *
     * @param image digest of the manifest that was judged
     * @param place where a line to paste belongs: a pod that runs a base itself has no build file
     */
    public record Question(
            Digest image, Subject subject, Requester requester, String policyVersion, Advice.Place place) {}

    /**
     * What advice is drawn from.
     *
     * @param resolver for candidates
     * @param reader for the configuration of the image in question
     * @param source for what a tag points to
     * @param catalogue for candidates that cannot be asked for
     * @param table of replacements
     */
    public record Sources(
            Resolver resolver, ImageReader reader, ImageSource source, Catalogue catalogue, AdviceTable table) {}

    public RegistryAdvice(Sources sources, Cache<Question, List<Advice>> memory, InstantSource clock) {
        this.resolver = sources.resolver();
        this.reader = sources.reader();
        this.source = sources.source();
        this.catalogue = sources.catalogue();
        this.table = sources.table();
        this.memory = memory;
        this.clock = clock;
    }

    @Override
    public List<Advice> advise(
            Subject subject, Classified classified, Requester requester, PolicyInForce policy, Deadline deadline) {
        Advice.Place place = classified.classification().self() == null ? Advice.Place.BUILD : Advice.Place.POD;
        Question question = new Question(classified.digest(), subject, requester, policy.version(), place);
        Optional<List<Advice>> remembered = memory.peek(question);
        if (remembered.isPresent()) {
            return remembered.get();
        }
        CompletableFuture<List<Advice>> future = start(question, classified, policy);
        try {
            Duration patience = deadline.orEarlier(PATIENCE).left();
            return future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return unasked(question, classified, policy);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return unasked(question, classified, policy);
        } catch (ExecutionException e) {
            throw new IllegalStateException("advice failed by a defect", e.getCause());
        }
    }

    private CompletableFuture<List<Advice>> start(Question question, Classified classified, PolicyInForce policy) {
        CompletableFuture<List<Advice>> mine = new CompletableFuture<>();
        if (underWay.size() >= MOST_UNDER_WAY) {
            return underWay.getOrDefault(question, mine);
        }
        CompletableFuture<List<Advice>> running = underWay.putIfAbsent(question, mine);
        if (running != null) {
            return running;
        }
        Thread.ofVirtual().name("plinth-advice").start(() -> {
            try {
                List<Trialled> trialled = trial(question, classified, policy);
                List<Advice> advice = trialled.stream().map(Trialled::advice).toList();
                boolean sure = trialled.stream().allMatch(Trialled::asked);
                memory.put(question, advice, sure ? KEPT : KEPT_UNSURE);
                mine.complete(advice);
            } catch (RuntimeException | Error defect) {
                mine.completeExceptionally(defect);
            } finally {
                underWay.remove(question, mine);
            }
        });
        return mine;
    }

    /** A candidate that stood its trial; whether the registry itself was asked. */
    private record Trialled(Advice advice, boolean asked) {}

    private List<Trialled> trial(Question question, Classified classified, PolicyInForce policy) {
        Deadline deadline = Deadline.after(PATIENCE.multipliedBy(3));
        Traits traits = withPod(question.subject, traits(question, classified, deadline));
        List<Candidate> candidates = candidates(question.subject, classified, traits, policy);
        try {
            return candidates.isEmpty()
                    ? List.of()
                    : Parallel.all(candidates, candidate -> trial(candidate, question, classified, policy, deadline))
                            .stream()
                            .flatMap(Optional::stream)
                            .toList();
        } catch (UnavailableException e) {
            throw new IllegalStateException("a trial answers, and does not throw", e);
        }
    }

    /** A newer build of a tag and the same tag by digest are one line, once the digest is known: the first is enough. */
    private List<Candidate> candidates(Subject subject, Classified classified, Traits traits, PolicyInForce policy) {
        Set<ImageReference> named = new HashSet<>();
        return new Adviser(policy.policy(), table)
                .candidates(subject, classified.classification(), traits, today()).stream()
                        .filter(candidate -> named.add(candidate.reference()))
                        .toList();
    }

    private static Traits withPod(Subject subject, Traits traits) {
        return subject.userland() ? traits.runInShell() : traits;
    }

    private Traits traits(Question question, Classified classified, Deadline deadline) {
        ImageReference image = question.subject.written().withTag(null).withDigest(classified.digest());
        Base base = classified.classification().judgedBase();
        try {
            return Traits.of(
                    reader.read(image, PlatformChoice.ALL, Exchange.of(question.requester, deadline))
                            .images()
                            .getFirst()
                            .config(),
                    base == null ? null : base.layers());
        } catch (UnavailableException _) {
            return Traits.UNKNOWN;
        }
    }

    private Optional<Trialled> trial(
            Candidate candidate, Question question, Classified image, PolicyInForce policy, Deadline deadline) {
        Lookup lookup = new Lookup(
                candidate.reference(), new PlatformChoice(List.of(image.platform())), NEEDS, question.requester);
        Resolution resolution = resolver.resolve(lookup, deadline).getFirst();
        return switch (resolution) {
            case Classified found ->
                index(candidate.reference(), question.requester, deadline)
                        .filter(_ -> found.platform().equals(image.platform()))
                        .flatMap(index -> judged(candidate, index, found.classification(), question, policy, ""))
                        .map(advice -> new Trialled(advice, true));
            case Unread unread when isAnswer(unread.unavailable().reason()) -> Optional.empty();
            case Unread _ ->
                fromCatalogue(candidate, image.platform(), question, policy).map(advice -> new Trialled(advice, false));
        };
    }

    private static boolean isAnswer(Reason reason) {
        return switch (reason) {
            case NOT_FOUND, MALFORMED, TOO_LARGE, UNSUPPORTED, NOT_AN_IMAGE, INVALID_REFERENCE -> true;
            case UNAUTHORIZED, RATE_LIMITED, TIMED_OUT, UNREACHABLE, FORBIDDEN_REGISTRY -> false;
        };
    }

    private Optional<Digest> index(ImageReference reference, Requester requester, Deadline deadline) {
        try {
            return Optional.of(source.head(reference, Exchange.of(requester, deadline)));
        } catch (UnavailableException _) {
            return Optional.empty();
        }
    }

    private Optional<Advice> judged(
            Candidate candidate,
            Digest index,
            Classification found,
            Question question,
            PolicyInForce policy,
            String note) {
        Base self = found.self();
        Trial trial =
                Trial.of(question.subject, candidate.reference(), index, found, self == null ? null : self.created());
        Resolution as = new Classified(index, Platform.LINUX_AMD64, trial.classification(), 0);
        Outcome outcome =
                policy.judge().judge(trial.subject(), Optional.of(as), today()).outcome();
        return outcome == Outcome.VIOLATING
                ? Optional.empty()
                : Optional.of(new Advice(
                        candidate.reference(),
                        index,
                        found.size(),
                        found.tier(),
                        candidate.line() + note,
                        question.place,
                        List.of()));
    }

    private Optional<Advice> fromCatalogue(
            Candidate candidate, Platform platform, Question question, PolicyInForce policy) {
        Optional<KnownBase> known = catalogue.newest(candidate.reference(), platform);
        KnownBase base = known.orElse(null);
        Digest index = base == null ? null : base.index();
        if (base == null || index == null) {
            return Optional.of(unasked(candidate, question.place));
        }
        Classification as = new Classification(
                base.tier(), List.of(), null, null, List.of(), base.facts(), List.of(), List.of(), base.size());
        return judged(candidate, index, as, question, policy, "; from the catalogue, the registry was not asked");
    }

    private List<Advice> unasked(Question question, Classified classified, PolicyInForce policy) {
        return candidates(question.subject, classified, withPod(question.subject, Traits.UNKNOWN), policy).stream()
                .map(candidate -> unasked(candidate, question.place))
                .toList();
    }

    private static Advice unasked(Candidate candidate, Advice.Place place) {
        return new Advice(
                candidate.reference(),
                null,
                null,
                candidate.tier(),
                candidate.line() + "; not verified",
                place,
                List.of());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
