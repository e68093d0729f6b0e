package dev.plinth.admission;

import dev.plinth.admission.wire.AdmissionRequest;
import dev.plinth.admission.wire.AdmissionResponse;
import dev.plinth.admission.wire.NoReviewException;
import dev.plinth.admission.wire.ReviewCodec;
import dev.plinth.review.source.Deadline;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The two endpoints without their HTTP clothes. Whatever is known already is answered on the calling event loop; only what has to
 * be looked up, or is large, goes to a thread that may wait.
 */
public final class Webhook {

    /** Reading more than this takes longer than an event loop should be held up. */
    private static final int LARGE = 256 * 1024;

    private static final Logger LOG = Logger.getLogger(Webhook.class);

    private final ReviewCodec codec = new ReviewCodec();
    private final WorkloadAdmission workloads;
    private final PolicyAdmission policies;
    private final UnreviewedListener listener;
    private final Executor patientThreads;
    private final ReentrantLock onePolicy = new ReentrantLock(true);

    /**
     * @param patientThreads threads that may block, one a task
     */
    public Webhook(
            WorkloadAdmission workloads,
            PolicyAdmission policies,
            UnreviewedListener listener,
            Executor patientThreads) {
        this.workloads = workloads;
        this.policies = policies;
        this.listener = listener;
        this.patientThreads = patientThreads;
    }

    /**
     * Answers about a workload.
     *
     * @param timeout how long the API server waits, as it passes it
     */
    public Uni<byte[]> validate(ReviewBody body, @Nullable String timeout) {
        long begun = System.nanoTime();
        Deadline deadline = Patience.deadline(timeout);
        return whole(body).chain(received -> validate(received, deadline, begun));
    }

    private Uni<byte[]> validate(ReceivedBody body, Deadline deadline, long begun) {
        if (body.length() > LARGE) {
            return elsewhere(() -> codec.write(workloads.patient(read(body), deadline, begun)));
        }
        AdmissionRequest request;
        try {
            request = read(body);
            Optional<AdmissionResponse> prompt = workloads.prompt(request, begun);
            if (prompt.isPresent()) {
                return Uni.createFrom().item(codec.write(prompt.get()));
            }
        } catch (Exception e) {
            return Uni.createFrom().failure(refusal(e));
        }
        return elsewhere(() -> codec.write(workloads.patient(request, deadline, begun)));
    }

    /** Answers about the policy's own ConfigMap. */
    public Uni<byte[]> validatePolicy(ReviewBody body) {
        return whole(body)
                .chain(received -> elsewhere(() -> {
                    // Documents take many times their bytes while they are read, and nobody edits two policies at once.
                    onePolicy.lockInterruptibly();
                    try {
                        return codec.write(policies.answer(readWhole(received)));
                    } finally {
                        onePolicy.unlock();
                    }
                }));
    }

    private Uni<ReceivedBody> whole(ReviewBody body) {
        return Uni.createFrom().completionStage(body.whole()).onFailure().transform(this::refusal);
    }

    private AdmissionRequest read(ReceivedBody body) throws NoReviewException {
        try (body) {
            return codec.read(body.stream());
        }
    }

    private AdmissionRequest readWhole(ReceivedBody body) throws NoReviewException {
        try (body) {
            return codec.readWhole(body.stream());
        }
    }

    private Uni<byte[]> elsewhere(Callable<byte[]> task) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        AtomicReference<@Nullable Thread> working = new AtomicReference<>();
        patientThreads.execute(() -> {
            working.set(Thread.currentThread());
            try {
                answer.complete(task.call());
            } catch (Exception | StackOverflowError e) {
                answer.completeExceptionally(refusal(e));
            } catch (Error e) {
                answer.completeExceptionally(e);
                throw e;
            } finally {
                working.set(null);
            }
        });
        // Whoever closes the connection, or the stream, has gone: nobody is there to be answered.
        return Uni.createFrom().completionStage(answer).onCancellation().invoke(() -> {
            Thread thread = working.get();
            if (thread != null) {
                thread.interrupt();
            }
        });
    }

    private WebApplicationException refusal(Throwable failure) {
        return switch (failure) {
            case NoReviewException e -> {
                listener.unreviewed("invalid", "", "", false, Duration.ZERO);
                LOG.debugf("Refused a body: %s", e.getMessage());
                yield answer(400, "BadRequest", String.valueOf(e.getMessage()), e.uid());
            }
            case ReviewBody.RefusedException e -> {
                listener.unreviewed("invalid", "", "", false, Duration.ZERO);
                yield answer(e.code(), e.reason(), String.valueOf(e.getMessage()), null);
            }
            case CompletionException e when e.getCause() != null -> refusal(e.getCause());
            case NotReadyException e -> {
                listener.unreviewed("failed", "", "", false, Duration.ZERO);
                yield answer(503, "ServiceUnavailable", "plinth: " + e.getMessage(), null);
            }
            default -> {
                // The API server's failurePolicy decides what becomes of the request.
                listener.unreviewed("failed", "", "", false, Duration.ZERO);
                LOG.error("A review failed; this is a defect of Plinth", failure);
                yield answer(500, "InternalError", "plinth failed to judge; its log says why", null);
            }
        };
    }

    private WebApplicationException answer(int code, String reason, String message, @Nullable String uid) {
        return new WebApplicationException(Response.status(code)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(codec.status(code, reason, message, uid == null ? "" : uid))
                .build());
    }
}
