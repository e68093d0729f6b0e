package dev.plinth.testing.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A way to answer wrongly, late or not at all. */
@FunctionalInterface
public interface Fault {

    void answer(Received request, Answer usual, Wire wire) throws IOException, InterruptedException;

    /** Another status, with an error document. */
    static Fault status(int status) {
        return (request, usual, wire) -> wire.send(Answer.error(status, "FAULT"));
    }

    static Fault status(int status, String header, String value) {
        return (request, usual, wire) -> wire.send(Answer.error(status, "FAULT").with(header, value));
    }

    /** The usual answer, changed. */
    static Fault changed(UnaryOperator<Answer> change) {
        return (request, usual, wire) -> wire.send(change.apply(usual));
    }

    static Fault answer(Answer answer) {
        return (request, usual, wire) -> wire.send(answer);
    }

    static Fault body(String contentType, String body) {
        return answer(new Answer(200, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8)));
    }

    static Fault delay(Duration time) {
        return (request, usual, wire) -> {
            Thread.sleep(time);
            wire.send(usual);
        };
    }

    /** Accepts the request and never answers. */
    static Fault hang() {
        return (request, usual, wire) -> wire.awaitClosed();
    }

    /** Headers at once, then the body byte by byte. */
    static Fault slowDrip(Duration pause) {
        return (request, usual, wire) -> {
            wire.start(usual.status(), usual.headers(), usual.body().length);
            for (byte b : usual.body()) {
                Thread.sleep(pause);
                wire.raw(new byte[] {b});
            }
        };
    }

    /** The status line byte by byte, without an end. */
    static Fault slowHeaders(Duration pause) {
        return (request, usual, wire) -> {
            wire.close();
            wire.raw("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                Thread.sleep(pause);
                wire.raw(new byte[] {'a'});
            }
        };
    }

    /** The whole length promised, a part sent, the connection closed. */
    static Fault truncated(int bytes) {
        return (request, usual, wire) -> {
            wire.start(usual.status(), usual.headers(), usual.body().length);
            wire.raw(Arrays.copyOf(usual.body(), Math.min(bytes, usual.body().length)));
            wire.close();
        };
    }

    /** A shorter body, properly sent. */
    static Fault cutShort(int bytes) {
        return changed(usual -> usual.withBody(Arrays.copyOf(usual.body(), Math.min(bytes, usual.body().length))));
    }

    /** Closes without an answer. */
    static Fault closed() {
        return (request, usual, wire) -> wire.close();
    }

    /** As many bytes, other ones, headers as if they were right. */
    static Fault wrongBytes() {
        return changed(usual -> {
            byte[] wrong = usual.body().clone();
            for (int i = 0; i < wrong.length; i++) {
                // Valid JSON stays valid JSON: only the digest can tell.
                wrong[i] = wrong[i] == 'a' ? (byte) 'b' : wrong[i];
            }
            return usual.withBody(wrong);
        });
    }

    /** Promises and sends so many bytes. */
    static Fault oversized(long bytes) {
        return (request, usual, wire) -> {
            wire.start(200, usual.headers(), bytes);
            byte[] block = new byte[64 * 1024];
            Arrays.fill(block, (byte) ' ');
            for (long sent = 0; sent < bytes; sent += block.length) {
                wire.raw(block);
            }
        };
    }

    /** Endless small chunks. */
    static Fault chunkedFlood() {
        return (request, usual, wire) -> {
            wire.close();
            Map<String, String> headers = new LinkedHashMap<>(usual.headers());
            headers.put("Transfer-Encoding", "chunked");
            wire.start(200, headers, -1);
            byte[] chunks = "1\r\n \r\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                wire.raw(chunks);
            }
        };
    }

    /** Endless headers. */
    static Fault headerFlood() {
        return (request, usual, wire) -> {
            wire.close();
            wire.raw("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; ; i++) {
                wire.raw(("X-Flood-" + i + ": " + "f".repeat(100) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
        };
    }

    static Fault redirect(int status, String location) {
        return (request, usual, wire) -> wire.send(Answer.of(status).with("Location", location));
    }

    /** No HTTP at all. */
    static Fault garbage() {
        return (request, usual, wire) -> {
            wire.raw("\u0000\u0001SSH-2.0-what\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            wire.close();
        };
    }

    /** Says that there is another page, whichever page was asked for. */
    static Fault endlessPages() {
        return (request, usual, wire) -> wire.send(
                usual.with("Link", "<" + request.plainPath() + "?n=1&last=x" + System.nanoTime() + ">; rel=\"next\""));
    }
}
