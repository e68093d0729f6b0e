package dev.plinth.testing.registry;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a server would say: status, headers beside {@code Content-Length}, body. */
public record Answer(int status, Map<String, String> headers, byte[] body) {

    public Answer {
        headers = new LinkedHashMap<>(headers);
    }

    public static Answer of(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    public static Answer json(int status, String body) {
        return new Answer(status, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
    }

    /** An error as the distribution specification words it. */
    public static Answer error(int status, String code) {
        return json(status, "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"as asked for\"}]}");
    }

    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }

    public Answer withBody(byte[] other) {
        return new Answer(status, headers, other);
    }
}
