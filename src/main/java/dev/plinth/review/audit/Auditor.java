package dev.plinth.review.audit;

import dev.plinth.image.Platform;
import dev.plinth.review.ReviewRequest;
import dev.plinth.review.Reviewer;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.Requester;
import dev.plinth.review.workload.ContainerImage;
import dev.plinth.review.workload.JudgedImage;
import dev.plinth.review.workload.Owner;
import dev.plinth.review.workload.PolicyInForce;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Looks at everything that runs, one look at a time. */
public final class Auditor {

    private static final int LOOKS_KEPT = 60;

    private final Fleet fleet;
    private final Supplier<Reviewer> reviewer;
    private final Supplier<PolicyInForce> policy;
    private final Pace pace;
    private final InstantSource clock;
    private volatile AuditReport report = AuditReport.none();

    /**
     * How fast a look may go.
     *
     * @param atOnce images under judgement at the same time
     * @param patience for one image
     */
    public record Pace(int atOnce, Duration patience) {

        public static final Pace DEFAULT = new Pace(4, Duration.ofSeconds(30));
    }

    public Auditor(
            Fleet fleet, Supplier<Reviewer> reviewer, Supplier<PolicyInForce> policy, Pace pace, InstantSource clock) {
        this.fleet = fleet;
        this.reviewer = reviewer;
        this.policy = policy;
        this.pace = pace;
        this.clock = clock;
    }

    /** What the last finished look has shown, or the first one so far. */
    public AuditReport report() {
        return report;
    }

    /** What is judged once, however many pods run it. */
    private record Judgement(
            String namespace, Owner owner, ContainerImage image, List<Platform> platforms, Requester requester) {}

    private record Count(RunningPod sample, AtomicInteger pods) {}

    /**
     * One look, from beginning to end; blocking, made for a virtual thread.
     *
     * @throws IOException if the cluster cannot be asked
     * @throws InterruptedException if it is no longer this one's turn
     */
    public AuditReport look() throws IOException, InterruptedException {
        Instant started = clock.instant();
        PolicyInForce judging = policy.get();
        Map<Judgement, Count> distinct = distinct(fleet.pods());
        List<AuditedImage> audited = new ArrayList<>(distinct.size());
        Semaphore slots = new Semaphore(pace.atOnce());
        for (Map.Entry<Judgement, Count> entry : distinct.entrySet()) {
            slots.acquire();
            Thread.ofVirtual().name("plinth-audit").start(() -> {
                try {
                    AuditedImage image = judge(entry.getKey(), entry.getValue(), judging);
                    synchronized (audited) {
                        audited.add(image);
                        publish(started, audited, distinct.size(), judging);
                    }
                } finally {
                    slots.release();
                }
            });
        }
        slots.acquire(pace.atOnce());
        synchronized (audited) {
            return finish(started, audited, distinct.size(), judging);
        }
    }

    private static Map<Judgement, Count> distinct(List<RunningPod> pods) {
        Map<Judgement, Count> distinct = new LinkedHashMap<>();
        for (RunningPod pod : pods) {
            for (ContainerImage image : pod.pod().images()) {
                Judgement judgement = new Judgement(
                        pod.pod().namespace(),
                        pod.owner(),
                        image,
                        pod.pod().platforms(),
                        pod.pod().requester());
                distinct.computeIfAbsent(judgement, _ -> new Count(pod, new AtomicInteger()))
                        .pods()
                        .incrementAndGet();
            }
        }
        return distinct;
    }

    private AuditedImage judge(Judgement judgement, Count count, PolicyInForce judging) {
        ReviewRequest request = new ReviewRequest(
                count.sample().pod(), null, "SCAN", count.sample().namespaceLabels(), false, false);
        Reviewer its = reviewer.get();
        Deadline deadline = Deadline.after(pace.patience());
        JudgedImage judged = its.judgeInBackground(judgement.image(), request, judging, deadline);
        return new AuditedImage(
                judgement.namespace(),
                judgement.owner(),
                count.sample().ownerUid(),
                count.pods().get(),
                judged,
                its.movedOn(judged, judgement.requester(), deadline).orElse(null));
    }

    /** While the first look goes on its progress can be seen; later ones replace the report as a whole. */
    private void publish(Instant started, List<AuditedImage> audited, int of, PolicyInForce judging) {
        AuditReport last = report;
        if (last.looks().isEmpty()) {
            boolean worthwhile = audited.size() % 50 == 0;
            List<AuditedImage> shown = worthwhile ? sorted(audited) : last.images();
            report = new AuditReport(started, null, audited.size(), of, judging.version(), shown, List.of());
        }
    }

    private AuditReport finish(Instant started, List<AuditedImage> audited, int of, PolicyInForce judging) {
        Instant now = clock.instant();
        List<AuditReport.Look> looks = new ArrayList<>(report.looks());
        looks.add(AuditReport.Look.of(now, audited));
        List<AuditReport.Look> kept = looks.subList(Math.max(0, looks.size() - LOOKS_KEPT), looks.size());
        report = new AuditReport(started, now, audited.size(), of, judging.version(), sorted(audited), kept);
        return report;
    }

    private static List<AuditedImage> sorted(List<AuditedImage> audited) {
        return audited.stream()
                .sorted(Comparator.comparing(AuditedImage::namespace)
                        .thenComparing(image -> image.owner().kind())
                        .thenComparing(image -> image.owner().name())
                        .thenComparing(image -> image.judged().image().name())
                        .thenComparing(image -> image.judged().image().image()))
                .toList();
    }
}
