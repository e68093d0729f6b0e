package dev.plinth.registry.distribution;

import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.codec.Json;
import dev.plinth.data.Node;
import dev.plinth.image.MalformedException;
import dev.plinth.registry.auth.Authenticator.Answered;
import dev.plinth.registry.http.Reply;
import dev.plinth.registry.http.RetryAfter;
import dev.plinth.review.source.UnavailableException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an answer other than 200 means. */
final class Failures {

    private static final int MAX_CODE = 40;

    private Failures() {}

    static UnavailableException of(Answered answered, String host) {
        Reply reply = answered.reply();
        int status = reply.status();
        return switch (status) {
            case 401, 403 -> failure(Reason.UNAUTHORIZED, host, join(code(reply), answered.detail()));
            case 404, 410 -> failure(Reason.NOT_FOUND, host, code(reply));
            case 429 -> {
                Duration wait = RetryAfter.of(reply).orElse(null);
                yield new UnavailableException(new Unavailable(Reason.RATE_LIMITED, host, "", wait));
            }
            default ->
                status >= 500
                        ? failure(Reason.UNREACHABLE, host, "HTTP " + status)
                        : failure(Reason.MALFORMED, host, "unexpected answer HTTP " + status);
        };
    }

    static UnavailableException failure(Reason reason, @Nullable String host, String detail) {
        return new UnavailableException(Unavailable.of(reason, host, detail));
    }

    /** The code of the first error (distribution-spec, error codes); everything else in the body may be anything. */
    private static String code(Reply reply) {
        if (reply.body().length == 0) {
            return "";
        }
        try {
            Node document = new Json().json(reply.body());
            String code = document.items("errors").stream()
                    .findFirst()
                    .flatMap(error -> error.text("code"))
                    .orElse("");
            boolean plain = code.length() <= MAX_CODE && code.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c == '_');
            return plain ? code : "";
        } catch (MalformedException _) {
            return "";
        }
    }

    private static String join(String code, String detail) {
        return code.isEmpty() ? detail : detail.isEmpty() ? code : code + ", " + detail;
    }
}
