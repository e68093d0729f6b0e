package dev.plinth.testing.registry;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** HTTP/1.1 on a socket of 127.0.0.1, a virtual thread a connection; no more of it than a test needs. */
final class SocketServer implements AutoCloseable {

    /** Answers one request. */
    @FunctionalInterface
    interface Handler {
        void handle(Received request, Wire wire) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Handler handler;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    SocketServer(SSLContext tls, boolean wantsClientCertificate, Handler handler) throws IOException {
        this.handler = handler;
        server = tls == null ? new ServerSocket() : tls.getServerSocketFactory().createServerSocket();
        if (server instanceof javax.net.ssl.SSLServerSocket secure && wantsClientCertificate) {
            secure.setNeedClientAuth(true);
        }
        server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 1_024);
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    int openConnections() {
        return open.size();
    }

    private void start(Runnable work) {
        Thread thread = Thread.ofVirtual().unstarted(() -> {
            try {
                work.run();
            } finally {
                threads.remove(Thread.currentThread());
            }
        });
        threads.add(thread);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                int number = connections.incrementAndGet();
                start(() -> serve(socket, number));
            } catch (IOException _) {
                // closed, or a handshake that failed: the next one may do
            }
        }
    }

    private void serve(Socket socket, int number) {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream());
                BufferedOutputStream out = new BufferedOutputStream(socket.getOutputStream())) {
            while (true) {
                Received request = read(in, number);
                if (request == null) {
                    return;
                }
                Wire wire = new Wire(in, out, request.method().equals("HEAD"));
                handler.handle(request, wire);
                if (wire.isBroken()) {
                    return;
                }
            }
        } catch (SocketException _) {
            // the client has gone
        } catch (IOException _) {
            // or went in the middle of TLS
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private static Received read(InputStream in, int number) throws IOException {
        String start = line(in);
        if (start == null || start.isEmpty()) {
            return null;
        }
        String[] parts = start.split(" ", 3);
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        byte[] body = body(in, headers);
        return new Received(parts[0], parts[1], headers, body, number);
    }

    private static byte[] body(InputStream in, Map<String, List<String>> headers) throws IOException {
        if (headers.containsKey("content-length")) {
            return in.readNBytes(Integer.parseInt(headers.get("content-length").getFirst()));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
            while (true) {
                int size = Integer.parseInt(line(in).strip(), 16);
                body.write(in.readNBytes(size));
                line(in);
                if (size == 0) {
                    break;
                }
            }
        }
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1);
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return null;
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException _) {
            // closing is all that is wanted
        }
        threads.forEach(Thread::interrupt);
    }
}
