package dev.plinth.review.resolution;

import dev.plinth.base.Classification;
import dev.plinth.base.Resolution;
import dev.plinth.base.Resolution.Classified;
import dev.plinth.base.Resolution.Unread;
import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.base.inquiry.Classifier;
import dev.plinth.base.inquiry.Need;
import dev.plinth.image.Image;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.reading.ImageReader;
import dev.plinth.review.reading.Parallel;
import dev.plinth.review.source.Cache;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.Documents;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource;
import dev.plinth.review.source.LayerReader;
import dev.plinth.review.source.Requester;
import dev.plinth.review.source.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Answers what images stand on; remembers, and keeps one look-up under way for each question. */
public final class Resolver {

    /** Look-ups under way, waited for or not. Beyond it new ones are turned away, so that a dead registry costs no memory. */
    private static final int MOST_UNDER_WAY = 2_000;

    /** Of these for one namespace, so that nobody's flood of images leaves the others without an answer. */
    private static final int MOST_OF_ONE = MOST_UNDER_WAY / 4;

    private final ImageReader reader;
    private final Investigation investigation;
    private final Cache<Lookup, List<Resolution>> answers;
    private final Cache<Judged, Classification> classifications;
    private final Keep keep;
    private final boolean withContent;
    private final ConcurrentMap<Lookup, UnderWay> underWay = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Integer> underWayFor = new ConcurrentHashMap<>();

    /**
     * The key of a remembered classification. What claims there are depends on where the manifest was found: anyone can list
     * another's manifest in an index, or below a repository, that says something else of it.
     *
     * @param repository that it was read from
     * @param root digest of the index that it was found in; its own where there is none
     * @param image digest of the manifest
     * @param needs what was to be known
     * @param requester null where only the image's own repository was read
     */
    public record Judged(
            ImageReference repository,
            Digest root,
            Digest image,
            Set<Need> needs,
            @Nullable Requester requester) {}

    /** One look-up, and how many wait for it; when the last of them goes away before its time, it goes on in the background. */
    private record UnderWay(CompletableFuture<List<Resolution>> answer, Exchange exchange, AtomicInteger waiters) {}

    /**
     * Where a resolver reads from.
     *
     * @param source of documents
     * @param documents decoder
     * @param layers of content
     */
    public record Sources(ImageSource source, Documents documents, LayerReader layers) {}

    /**
     * What a resolver remembers in.
     *
     * @param answers to whole questions
     * @param classifications of immutable images
     * @param keep for how long
     */
    public record Memory(
            Cache<Lookup, List<Resolution>> answers, Cache<Judged, Classification> classifications, Keep keep) {}

    /**
     * @param withContent whether layers may be read before answering (command line); else they are read afterwards, and the
     *     next question finds what they show
     */
    public Resolver(Sources sources, Classifier classifier, Memory memory, boolean withContent) {
        this.reader = new ImageReader(sources.source(), sources.documents());
        this.investigation =
                new Investigation(classifier, new Inquirer(sources.source(), sources.documents(), sources.layers()));
        this.answers = memory.answers();
        this.classifications = memory.classifications();
        this.keep = memory.keep();
        this.withContent = withContent;
    }

    /** The remembered answer; never blocks. */
    public Optional<List<Resolution>> peek(Lookup lookup) {
        return answers.peek(lookup);
    }

    /** Forgets every answer, as after a new catalogue or other registry settings. */
    public void forget() {
        answers.clear();
        classifications.clear();
    }

    /** How many look-ups are under way. */
    public int underWay() {
        return underWay.size();
    }

    /** The answer, one resolution a platform, at least one. At the deadline it is {@code timed-out}; the look-up goes on. */
    public List<Resolution> resolve(Lookup lookup, Deadline deadline) {
        return resolve(lookup, Exchange.lingering(lookup.requester(), deadline), deadline);
    }

    /** As {@link #resolve}, but from the start in the background: live reviews come first at every host. */
    public List<Resolution> resolveInBackground(Lookup lookup, Deadline deadline) {
        return resolve(lookup, Exchange.unawaited(lookup.requester(), deadline), deadline);
    }

    /**
     * What a tag points to now, if that is another build than the one that runs; empty too where the registry does not say.
     * Read in the background, blocking.
     */
    public Optional<Digest> movedFrom(Digest running, ImageReference tagged, Requester requester, Deadline deadline) {
        try {
            return reader.movedFrom(running, tagged, Exchange.unawaited(requester, deadline));
        } catch (UnavailableException _) {
            return Optional.empty();
        }
    }

    private List<Resolution> resolve(Lookup lookup, Exchange exchange, Deadline deadline) {
        Optional<List<Resolution>> remembered = peek(lookup);
        if (remembered.isPresent()) {
            return remembered.get();
        }
        UnderWay running = start(lookup, exchange);
        running.waiters().incrementAndGet();
        boolean gone = false;
        try {
            return running.answer().get(Math.max(0, deadline.left().toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return unread(lookup, Reason.TIMED_OUT, "no answer in time; the look-up goes on, a retry may find it");
        } catch (InterruptedException _) {
            gone = true;
            Thread.currentThread().interrupt();
            return unread(lookup, Reason.TIMED_OUT, "whoever asked has gone");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a look-up failed by a defect", e.getCause());
        } finally {
            if (running.waiters().decrementAndGet() == 0 && gone) {
                running.exchange().abandon();
            }
        }
    }

    private UnderWay start(Lookup lookup, Exchange exchange) {
        UnderWay mine = new UnderWay(new CompletableFuture<>(), exchange, new AtomicInteger());
        String namespace = lookup.requester().namespace();
        boolean full = underWay.size() >= MOST_UNDER_WAY
                || !namespace.isEmpty() && underWayFor.getOrDefault(namespace, 0) >= MOST_OF_ONE;
        UnderWay running = full ? underWay.get(lookup) : underWay.putIfAbsent(lookup, mine);
        if (running != null) {
            return running;
        }
        if (underWay.get(lookup) != mine) {
            mine.answer().complete(unread(lookup, Reason.TIMED_OUT, "too many look-ups under way"));
            return mine;
        }
        underWayFor.merge(namespace, 1, Integer::sum);
        Thread.ofVirtual().name("plinth-resolve").start(() -> run(lookup, exchange, mine));
        return mine;
    }

    private void run(Lookup lookup, Exchange exchange, UnderWay running) {
        CompletableFuture<List<Resolution>> future = running.answer();
        try {
            // Another look-up may have ended between the question and this thread.
            Optional<List<Resolution>> remembered = peek(lookup);
            if (remembered.isPresent()) {
                future.complete(remembered.get());
                return;
            }
            boolean contentOpen = answer(lookup, exchange, withContent, future);
            if (contentOpen) {
                Exchange background = Exchange.unawaited(lookup.requester(), Deadline.after(Exchange.BACKGROUND));
                answer(lookup, background, true, new CompletableFuture<>());
            }
        } catch (RuntimeException | Error defect) {
            future.completeExceptionally(defect);
        } finally {
            underWay.remove(lookup, running);
            underWayFor.computeIfPresent(lookup.requester().namespace(), (_, count) -> count > 1 ? count - 1 : null);
        }
    }

    /** Completes the future and remembers; whether layers' content is still to be read. */
    private boolean answer(
            Lookup lookup, Exchange exchange, boolean content, CompletableFuture<List<Resolution>> future) {
        try {
            ImageReader.Found found = reader.read(lookup.reference(), lookup.platforms(), exchange);
            List<Partial> partials = Parallel.all(found.images(), image -> classify(image, lookup, content, exchange));
            int cost = exchange.cost().get();
            List<Resolution> free =
                    partials.stream().map(partial -> partial.resolution(0)).toList();
            boolean complete = partials.stream().allMatch(Partial::complete);
            answers.put(lookup, free, complete ? keep.answers(lookup.requester()) : keep.failures());
            future.complete(
                    partials.stream().map(partial -> partial.resolution(cost)).toList());
            return partials.stream().anyMatch(Partial::contentOpen);
        } catch (UnavailableException e) {
            Unavailable unavailable = e.unavailable();
            if (unavailable.reason() != Reason.TIMED_OUT) {
                answers.put(lookup, List.of(new Unread(unavailable, 0)), keepFailure(unavailable));
            }
            future.complete(List.of(new Unread(unavailable, exchange.cost().get())));
            return false;
        }
    }

    private Duration keepFailure(Unavailable unavailable) {
        Duration retryAfter = unavailable.retryAfter();
        return retryAfter != null && retryAfter.compareTo(keep.failures()) < 0 ? retryAfter : keep.failures();
    }

    private record Partial(Image image, Classification classification, boolean complete, boolean contentOpen) {
        Resolution resolution(int cost) {
            return new Classified(image.digest(), image.root(), image.platform(), classification, cost);
        }
    }

    private Partial classify(Image image, Lookup lookup, boolean content, Exchange exchange)
            throws UnavailableException {
        ImageReference repository = image.reference().name();
        Judged common = new Judged(repository, image.root(), image.digest(), lookup.needs(), null);
        Judged own = new Judged(repository, image.root(), image.digest(), lookup.needs(), lookup.requester());
        Optional<Classification> known = classifications.peek(common).or(() -> classifications.peek(own));
        if (known.isPresent()) {
            return new Partial(image, known.get(), true, false);
        }
        Investigation.Result result = investigation.of(image, lookup.needs(), content, exchange);
        if (result.complete() && !result.contentOpen()) {
            Duration time = lookup.needs().contains(Need.CURRENT) ? keep.tags() : keep.digests();
            classifications.put(result.shared() ? common : own, result.classification(), time);
        }
        return new Partial(image, result.classification(), result.complete(), result.contentOpen());
    }

    private static List<Resolution> unread(Lookup lookup, Reason reason, String detail) {
        ImageReference reference = lookup.reference();
        return List.of(new Unread(Unavailable.of(reason, reference.registry(), detail), 0));
    }
}
