package dev.plinth.testing.redis;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A Redis in this process that really listens: {@code SET … EX}, {@code GETRANGE}, and faults on demand. */
public final class FakeRedis implements AutoCloseable {

    /** A way to answer. */
    public enum Behaviour {
        /** As Redis does. */
        GOOD,
        /** Takes commands and never answers. */
        HANG,
        /** Answers with what is no RESP. */
        GARBAGE,
        /** Closes without an answer. */
        CLOSE,
        /** An error to everything. */
        ERROR,
        /** An answer of another kind than was asked for. */
        OTHER_KIND,
        /** Promises half a gigabyte and begins to send it. */
        FLOOD
    }

    private final ServerSocket socket;
    private final Map<String, byte[]> values = new ConcurrentHashMap<>();
    private final Map<String, Long> keeps = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<List<String>> commands = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = Behaviour.GOOD;

    private FakeRedis(ServerSocket socket) {
        this.socket = socket;
    }

    /** On a free port of 127.0.0.1. */
    public static FakeRedis start() {
        return start(0);
    }

    /** On this port, as after an outage. */
    public static FakeRedis start(int port) {
        try {
            FakeRedis redis = new FakeRedis(new ServerSocket(port, 64, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().name("fake-redis").start(redis::accept);
            return redis;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "redis://127.0.0.1:" + socket.getLocalPort();
    }

    public int port() {
        return socket.getLocalPort();
    }

    public void behave(Behaviour other) {
        behaviour = other;
    }

    /** Names and keys of all {@code GETRANGE} and {@code SET} so far. */
    public List<List<String>> commands() {
        return List.copyOf(commands);
    }

    public Map<String, byte[]> values() {
        return Map.copyOf(values);
    }

    /** For how many seconds each value was to be kept. */
    public Map<String, Long> keeps() {
        return Map.copyOf(keeps);
    }

    /** Changes every value whose key contains this. */
    public void poison(String keyPart, UnaryOperator<byte[]> change) {
        values.replaceAll((key, value) -> key.contains(keyPart) ? change.apply(value.clone()) : value);
    }

    public int openConnections() {
        return open.size();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                open.add(client);
                Thread.ofVirtual().name("fake-redis-client").start(() -> serve(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            while (true) {
                answer(command(in), client.getOutputStream());
            }
        } catch (IOException _) {
            // the client has gone, or was sent away
        } finally {
            open.remove(client);
        }
    }

    private void answer(List<byte[]> parts, OutputStream out) throws IOException {
        String name = text(parts.getFirst()).toUpperCase(Locale.ROOT);
        if (name.equals("GETRANGE") || name.equals("SET")) {
            commands.add(List.of(name, text(parts.get(1))));
        }
        switch (behaviour) {
            case HANG -> {}
            case GARBAGE -> out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            case CLOSE -> throw new EOFException();
            case ERROR -> out.write("-LOADING Redis is loading ann:secret\r\n".getBytes(StandardCharsets.US_ASCII));
            case OTHER_KIND -> out.write("*2\r\n:1\r\n:2\r\n".getBytes(StandardCharsets.US_ASCII));
            case FLOOD -> {
                out.write("$500000000\r\n".getBytes(StandardCharsets.US_ASCII));
                for (int i = 0; i < 64; i++) {
                    out.write(new byte[64 * 1024]);
                }
            }
            case GOOD -> out.write(good(name, parts));
        }
        out.flush();
    }

    private byte[] good(String name, List<byte[]> parts) {
        return switch (name) {
            case "SET" -> {
                values.put(text(parts.get(1)), parts.get(2));
                keeps.put(text(parts.get(1)), Long.parseLong(text(parts.get(4))));
                yield "+OK\r\n".getBytes(StandardCharsets.US_ASCII);
            }
            case "GETRANGE" -> {
                byte[] value = values.getOrDefault(text(parts.get(1)), new byte[0]);
                byte[] range = Arrays.copyOf(value, Math.min(value.length, Integer.parseInt(text(parts.get(3))) + 1));
                byte[] head = ("$" + range.length + "\r\n").getBytes(StandardCharsets.US_ASCII);
                byte[] bulk = Arrays.copyOf(head, head.length + range.length + 2);
                System.arraycopy(range, 0, bulk, head.length, range.length);
                bulk[bulk.length - 2] = '\r';
                bulk[bulk.length - 1] = '\n';
                yield bulk;
            }
            case "PING" -> "+PONG\r\n".getBytes(StandardCharsets.US_ASCII);
            default -> ("-ERR unknown command '" + name + "'\r\n").getBytes(StandardCharsets.US_ASCII);
        };
    }

    private static List<byte[]> command(DataInputStream in) throws IOException {
        int count = Integer.parseInt(line(in).substring(1));
        List<byte[]> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] part = new byte[Integer.parseInt(line(in).substring(1))];
            in.readFully(part);
            line(in);
            parts.add(part);
        }
        return parts;
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\r'; c = in.readUnsignedByte()) {
            text.append((char) c);
        }
        in.readUnsignedByte();
        return text.toString();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket client : open) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
