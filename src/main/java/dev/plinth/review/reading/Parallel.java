package dev.plinth.review.reading;

import dev.plinth.review.source.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The same blocking step for several values at once, a virtual thread each. */
public final class Parallel {

    private Parallel() {}

    /** A step that reads. */
    public interface Step<T, R> {
        R apply(T value) throws UnavailableException;
    }

    /**
     * The results in the order of the values. All steps run to their end; they are bounded by their own deadlines. An interrupt is
     * passed on to them.
     *
     * @throws UnavailableException the first step's in order that failed
     */
    public static <T, R> List<R> all(List<T> values, Step<T, R> step) throws UnavailableException {
        if (values.size() == 1) {
            return List.of(step.apply(values.getFirst()));
        }
        List<FutureTask<R>> tasks = new ArrayList<>(values.size());
        List<Thread> threads = new ArrayList<>(values.size());
        for (T value : values) {
            FutureTask<R> task = new FutureTask<>(() -> step.apply(value));
            threads.add(Thread.ofVirtual().name("plinth-read").start(task));
            tasks.add(task);
        }
        List<R> results = new ArrayList<>(values.size());
        boolean interrupted = false;
        for (FutureTask<R> task : tasks) {
            while (true) {
                try {
                    results.add(task.get());
                    break;
                } catch (InterruptedException _) {
                    interrupted = true;
                    threads.forEach(Thread::interrupt);
                } catch (ExecutionException e) {
                    if (interrupted) {
                        Thread.currentThread().interrupt();
                    }
                    switch (e.getCause()) {
                        case UnavailableException unavailable -> throw unavailable;
                        case RuntimeException defect -> throw defect;
                        case Error error -> throw error;
                        case null, default -> throw new IllegalStateException(e.getCause());
                    }
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return results;
    }
}
