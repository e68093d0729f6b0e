package dev.plinth.admission.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.plinth.data.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Kubernetes object, whole or cut down to what tells which images it runs and for whom: a fraction of a real pod, most of
 * which is managed fields, status, environment and probes. Pod specs are found by their keys at any depth, since custom kinds
 * keep them where they like.
 */
final class ObjectReader {

    /** Of object and old object; each takes some hundred bytes for as long as the review lasts. */
    private static final int MAX_VALUES = 50_000;

    private static final Set<String> METADATA =
            Set.of("name", "generateName", "namespace", "deletionTimestamp", "ownerReferences");
    private static final Set<String> CONTAINER_LISTS = Set.of("containers", "initContainers", "ephemeralContainers");
    private static final Set<String> CONTAINER = Set.of("name", "image");

    /** Keys of workloads and pods below which no image, platform or credential stands, whatever the kind. */
    private static final Set<String> ELSEWHERE = Set.of(
            "metadata",
            "selector",
            "strategy",
            "updateStrategy",
            "tolerations",
            "securityContext",
            "topologySpreadConstraints",
            "volumeClaimTemplates",
            "dnsConfig",
            "hostAliases");

    private final boolean whole;
    private int values;

    private ObjectReader(boolean whole) {
        this.whole = whole;
    }

    static ObjectReader pruning() {
        return new ObjectReader(false);
    }

    static ObjectReader whole() {
        return new ObjectReader(true);
    }

    /** The object at the parser; null for an explicit null. */
    @Nullable
    Node read(JsonParser parser, JsonToken at, @Nullable String uid) throws IOException, NoReviewException {
        if (at == JsonToken.VALUE_NULL) {
            return null;
        }
        if (at != JsonToken.START_OBJECT) {
            throw new NoReviewException("the request's object is no JSON object", uid);
        }
        try {
            return whole ? value(parser, at) : object(parser);
        } catch (FaultException e) {
            throw new NoReviewException(e.text, uid);
        }
    }

    private Node object(JsonParser parser) throws IOException {
        Map<String, Node> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (key) {
                case "status" -> parser.skipChildren();
                case "metadata" -> put(entries, key, metadata(parser, value));
                default -> put(entries, key, value(parser, value));
            }
        }
        return new Node.Mapping(entries, 0);
    }

    private Node metadata(JsonParser parser, JsonToken at) throws IOException {
        if (at != JsonToken.START_OBJECT) {
            return value(parser, at);
        }
        Map<String, Node> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (key.equals("annotations")) {
                put(entries, key, only(parser, value, Set.of(AdmissionRequest.MIRROR)));
            } else if (METADATA.contains(key)) {
                put(entries, key, value(parser, value));
            } else {
                parser.skipChildren();
            }
        }
        return new Node.Mapping(entries, 0);
    }

    private Node only(JsonParser parser, JsonToken at, Set<String> wanted) throws IOException {
        if (at != JsonToken.START_OBJECT) {
            return value(parser, at);
        }
        count();
        Map<String, Node> entries = new LinkedHashMap<>(4);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (wanted.contains(key)) {
                put(entries, key, value(parser, value));
            } else {
                parser.skipChildren();
            }
        }
        return new Node.Mapping(entries, 0);
    }

    private Node containers(JsonParser parser) throws IOException {
        List<Node> items = new ArrayList<>(4);
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            items.add(only(parser, token, CONTAINER));
        }
        return new Node.Sequence(items, 0);
    }

    private Node value(JsonParser parser, JsonToken at) throws IOException {
        count();
        return switch (at) {
            case START_OBJECT -> mapping(parser);
            case START_ARRAY -> sequence(parser);
            case VALUE_STRING -> new Node.Text(parser.getText(), 0);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Node.Num(parser.getText(), 0);
            case VALUE_TRUE -> new Node.Flag(true, 0);
            case VALUE_FALSE -> new Node.Flag(false, 0);
            default -> new Node.Null(0);
        };
    }

    private void count() {
        if (++values > MAX_VALUES) {
            throw new FaultException("the request's object has more than " + MAX_VALUES + " values");
        }
    }

    private Node mapping(JsonParser parser) throws IOException {
        Map<String, Node> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (whole) {
                put(entries, key, value(parser, value));
            } else if (value == JsonToken.START_ARRAY && (CONTAINER_LISTS.contains(key) || key.equals("volumes"))) {
                // A volume's image stands under the same key as a container's.
                put(entries, key, containers(parser));
            } else if (ELSEWHERE.contains(key)) {
                parser.skipChildren();
            } else {
                put(entries, key, value(parser, value));
            }
        }
        return new Node.Mapping(entries, 0);
    }

    private Node sequence(JsonParser parser) throws IOException {
        List<Node> items = new ArrayList<>();
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            items.add(value(parser, token));
        }
        return new Node.Sequence(items, 0);
    }

    private static void put(Map<String, Node> entries, String key, Node value) {
        // Which of two values counts would differ between readers, and so what was judged from what runs.
        if (entries.put(key, value) != null) {
            throw new FaultException("the request's object has a key twice");
        }
    }

    private static final class FaultException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String text;

        FaultException(String text) {
            super(text, null, false, false);
            this.text = text;
        }
    }
}
