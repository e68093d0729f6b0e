package dev.plinth.registry.limits;

import dev.plinth.registry.http.Reply;
import dev.plinth.registry.http.RetryAfter;
import java.time.Duration;
import java.util.Optional;

/**
 * What a host says about how often it may be asked: {@code 429} with {@code Retry-After} (RFC 9110) stops it for at most a
 * minute, after which one call tries; {@code RateLimit-Remaining} (Docker Hub's, and the IETF draft's {@code RateLimit}) keeps
 * the last tenth of a budget for reviews that somebody waits for. Thread-safe.
 */
final class RateLimit {

    static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration BUDGET_HOLDS = Duration.ofSeconds(60);

    private boolean stopped;
    private boolean probing;
    private long stoppedUntil;
    private Duration pause = FIRST;
    private boolean scarce;
    private long scarceUntil;

    /** How long to wait; empty if this call may go. A call that may go must report back. */
    synchronized Optional<Duration> admit(boolean background) {
        if (stopped) {
            long left = stoppedUntil - System.nanoTime();
            if (left > 0 || probing) {
                return Optional.of(
                        Duration.ofNanos(Math.max(left, Duration.ofSeconds(1).toNanos())));
            }
            probing = true;
        }
        if (background && scarce) {
            long left = scarceUntil - System.nanoTime();
            if (left > 0) {
                probing = false;
                return Optional.of(Duration.ofNanos(left));
            }
            scarce = false;
        }
        return Optional.empty();
    }

    /** Learns from an answer; how long to wait if it was a refusal. */
    synchronized Optional<Duration> answered(Reply reply) {
        probing = false;
        learnBudget(reply);
        if (reply.status() != 429) {
            stopped = false;
            pause = FIRST;
            return Optional.empty();
        }
        Duration wait = RetryAfter.of(reply).orElse(pause);
        pause = min(pause.multipliedBy(2));
        wait = min(wait);
        stopped = true;
        stoppedUntil = System.nanoTime() + wait.toNanos();
        return Optional.of(wait);
    }

    synchronized void undecided() {
        probing = false;
    }

    private static Duration min(Duration wait) {
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private void learnBudget(Reply reply) {
        long remaining = number(reply, "ratelimit-remaining", "remaining");
        long limit = number(reply, "ratelimit-limit", "limit");
        if (remaining < 0) {
            return;
        }
        scarce = remaining <= Math.max(1, limit / 10);
        scarceUntil = System.nanoTime() + BUDGET_HOLDS.toNanos();
    }

    /** {@code 76;w=21600}, {@code 76}, or a member of {@code RateLimit: limit=100, remaining=76, reset=50}; -1 if not said. */
    private static long number(Reply reply, String header, String member) {
        Optional<String> own = reply.header(header);
        if (own.isPresent()) {
            return digits(own.get().strip());
        }
        String all = reply.header("ratelimit").orElse("");
        for (String part : all.split("[,;]", -1)) {
            String text = part.strip();
            if (text.startsWith(member + "=")) {
                return digits(text.substring(member.length() + 1));
            }
        }
        return -1;
    }

    private static long digits(String text) {
        int end = 0;
        while (end < text.length() && end < 12 && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end == 0 ? -1 : Long.parseLong(text.substring(0, end));
    }
}
