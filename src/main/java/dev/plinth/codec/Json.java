package dev.plinth.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.plinth.data.Node;
import dev.plinth.image.MalformedException;
import dev.plinth.review.source.Documents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * JSON to data. Depth is limited to 64, a document to a hundred thousand values; a key that stands twice is an error. As data a
 * document takes up to thirty times its bytes, so that only two large ones are read at a time.
 */
public final class Json implements Documents {

    /** How deep documents may nest. */
    static final int MAX_DEPTH = 64;

    private static final int MAX_VALUES = 100_000;

    /** A page of pods has more. */
    private static final int MAX_TRUSTED = 1_000_000;

    /** Reading less than this takes neither long nor much. */
    private static final int LARGE = 64 * 1024;

    /** Of the whole program: strangers choose how many documents come at a time, and none of them waits for anything else. */
    private static final Semaphore LARGE_AT_A_TIME = new Semaphore(2);

    private final JsonFactory factory = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(16 * 1024 * 1024)
                    .maxNameLength(64 * 1024)
                    .maxNumberLength(200)
                    .build())
            .build();

    private final int most;
    private final boolean withoutManagedFields;

    /** For documents of strangers. */
    public Json() {
        this(MAX_VALUES, false);
    }

    private Json(int most, boolean withoutManagedFields) {
        this.most = most;
        this.withoutManagedFields = withoutManagedFields;
    }

    /** For documents of the API server or of the person who runs the program, which have up to a million values. */
    public static Json trusted() {
        return new Json(MAX_TRUSTED, false);
    }

    /** As {@link #trusted}, without the notes on who set which field, which make up half of an object and which nobody asks for. */
    public static Json ofCluster() {
        return new Json(MAX_TRUSTED, true);
    }

    @Override
    public Node json(byte[] bytes) throws MalformedException {
        if (bytes.length < LARGE) {
            return read(bytes);
        }
        LARGE_AT_A_TIME.acquireUninterruptibly();
        try {
            return read(bytes);
        } finally {
            LARGE_AT_A_TIME.release();
        }
    }

    private Node read(byte[] bytes) throws MalformedException {
        try (JsonParser parser = factory.createParser(bytes)) {
            if (parser.nextToken() == null) {
                throw new MalformedException("is empty, not JSON");
            }
            Node node = new Reader(parser, most, withoutManagedFields).value();
            if (parser.nextToken() != null) {
                throw new MalformedException("has something after the JSON document");
            }
            return node;
        } catch (StreamConstraintsException e) {
            throw new MalformedException("is JSON beyond the limits of depth or length");
        } catch (IOException e) {
            // Jackson's text quotes the document; only the place is safe to repeat.
            throw new MalformedException("is not valid JSON");
        }
    }

    /** JSON that stands as text within another document, as in a label; empty if it is none. */
    public Optional<Node> within(String text) {
        try {
            return Optional.of(json(text.getBytes(StandardCharsets.UTF_8)));
        } catch (MalformedException _) {
            return Optional.empty();
        }
    }

    private static final class Reader {

        private final JsonParser parser;
        private final int most;
        private final boolean withoutManagedFields;
        /** What the mappings and lists that are not at their end yet hold so far, the outermost first. */
        private final List<Object> open = new ArrayList<>(64);

        private int values;

        Reader(JsonParser parser, int most, boolean withoutManagedFields) {
            this.parser = parser;
            this.most = most;
            this.withoutManagedFields = withoutManagedFields;
        }

        Node value() throws IOException, MalformedException {
            if (++values > most) {
                throw new MalformedException("has more than " + most + " values");
            }
            return switch (parser.currentToken()) {
                case START_OBJECT -> mapping();
                case START_ARRAY -> sequence();
                case VALUE_STRING -> new Node.Text(parser.getText(), 0);
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Node.Num(parser.getText(), 0);
                case VALUE_TRUE -> new Node.Flag(true, 0);
                case VALUE_FALSE -> new Node.Flag(false, 0);
                case VALUE_NULL -> new Node.Null(0);
                default -> throw new MalformedException("is not valid JSON");
            };
        }

        private Node mapping() throws IOException, MalformedException {
            int from = open.size();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                JsonToken begins = parser.nextToken();
                if (withoutManagedFields && begins == JsonToken.START_ARRAY && key.equals("managedFields")) {
                    parser.skipChildren();
                } else {
                    open.add(key);
                    open.add(value());
                }
            }
            List<Object> own = open.subList(from, open.size());
            try {
                return Node.Mapping.of(own, 0);
            } catch (IllegalArgumentException _) {
                throw new MalformedException("has a key that stands twice");
            } finally {
                own.clear();
            }
        }

        private Node sequence() throws IOException, MalformedException {
            int from = open.size();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                open.add(value());
            }
            List<Object> own = open.subList(from, open.size());
            List<Node> items = new ArrayList<>(own.size());
            own.forEach(item -> items.add((Node) item));
            own.clear();
            return new Node.Sequence(items, 0);
        }
    }
}
