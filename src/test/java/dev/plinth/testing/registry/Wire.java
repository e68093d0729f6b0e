package dev.plinth.testing.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The server's end of one connection while it answers one request; faults write to it what they like. */
public final class Wire {

    private final InputStream in;
    private final OutputStream out;
    private final boolean head;
    private boolean broken;

    Wire(InputStream in, OutputStream out, boolean head) {
        this.in = in;
        this.out = out;
        this.head = head;
    }

    /** A proper answer; without its body if the request was HEAD. */
    public void send(Answer answer) throws IOException {
        start(answer.status(), answer.headers(), answer.body().length);
        if (!head) {
            out.write(answer.body());
        }
        out.flush();
    }

    /** Status line and headers, with a length unless negative. */
    public void start(int status, Map<String, String> headers, long length) throws IOException {
        StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        if (length >= 0) {
            text.append("Content-Length: ").append(length).append("\r\n");
        }
        raw(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    public void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Waits until the client has gone. */
    void awaitClosed() throws IOException {
        broken = true;
        while (in.read() >= 0) {
            // a client that does not pipeline sends nothing more
        }
    }

    /** The connection ends after this answer. */
    public void close() {
        broken = true;
    }

    boolean isBroken() {
        return broken;
    }
}
