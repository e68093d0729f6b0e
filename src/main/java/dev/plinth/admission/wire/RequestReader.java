package dev.plinth.admission.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.plinth.data.Node;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one AdmissionReview from a token stream. The keys may come in any order; what is not needed is skipped. */
final class RequestReader {

    private static final Set<String> OPERATIONS = Set.of("CREATE", "UPDATE", "DELETE", "CONNECT");

    private final ObjectReader objects;

    private String apiVersion = "";
    private String kind = "";
    private boolean hasRequest;
    private String uid = "";
    private String objectVersion = "";
    private String objectKind = "";
    private String operation = "";
    private String subResource = "";
    private String namespace = "";
    private String name = "";
    private String user = "";
    private boolean dryRun;
    private @Nullable Node object;
    private @Nullable Node oldObject;

    RequestReader(boolean whole) {
        this.objects = whole ? ObjectReader.whole() : ObjectReader.pruning();
    }

    /** As far as it was read; null if it was not. */
    @Nullable
    String uid() {
        return uid.isEmpty() ? null : uid;
    }

    void document(JsonParser parser) throws IOException, NoReviewException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new NoReviewException("the body is empty, not an AdmissionReview", null);
        }
        if (first != JsonToken.START_OBJECT) {
            throw new NoReviewException("the body is JSON, but no object, hence no AdmissionReview", null);
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (key) {
                case "apiVersion" -> apiVersion = text(parser, value, apiVersion);
                case "kind" -> kind = text(parser, value, kind);
                case "request" -> {
                    if (hasRequest) {
                        throw new NoReviewException("the review has two requests", uid());
                    }
                    hasRequest = value == JsonToken.START_OBJECT;
                    if (hasRequest) {
                        request(parser);
                    } else {
                        parser.skipChildren();
                    }
                }
                default -> parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw new NoReviewException("the body has something after the AdmissionReview", uid());
        }
    }

    private void request(JsonParser parser) throws IOException, NoReviewException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (key) {
                case "uid" -> uid = text(parser, value, uid);
                case "kind" -> kindOf(parser, value);
                case "operation" -> operation = text(parser, value, "");
                case "subResource" -> subResource = text(parser, value, "");
                case "namespace" -> namespace = text(parser, value, "");
                case "name" -> name = text(parser, value, "");
                case "dryRun" -> dryRun = value == JsonToken.VALUE_TRUE;
                case "userInfo" -> userInfo(parser, value);
                case "object" -> object = objects.read(parser, value, uid());
                case "oldObject" -> oldObject = objects.read(parser, value, uid());
                default -> parser.skipChildren();
            }
        }
    }

    private void kindOf(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        String group = "";
        String version = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (key) {
                case "group" -> group = text(parser, token, "");
                case "version" -> version = text(parser, token, "");
                case "kind" -> objectKind = text(parser, token, "");
                default -> parser.skipChildren();
            }
        }
        objectVersion = group.isEmpty() ? version : group + "/" + version;
    }

    private void userInfo(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean username = parser.currentName().equals("username");
            JsonToken token = parser.nextToken();
            if (username) {
                user = text(parser, token, "");
            } else {
                parser.skipChildren();
            }
        }
    }

    private static String text(JsonParser parser, JsonToken value, String otherwise) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return otherwise;
    }

    /** What was read, if it can be judged. */
    AdmissionRequest request() throws NoReviewException {
        if (!kind.equals(ReviewCodec.KIND) || !apiVersion.equals(ReviewCodec.API_VERSION)) {
            throw new NoReviewException(
                    "the body must be an AdmissionReview of admission.k8s.io/v1, the only version spoken here", uid());
        }
        if (!hasRequest) {
            throw new NoReviewException("the AdmissionReview has no request", null);
        }
        if (uid.isEmpty()) {
            throw new NoReviewException("the request has no uid", null);
        }
        if (!OPERATIONS.contains(operation)) {
            throw new NoReviewException("the request's operation is none of CREATE, UPDATE, DELETE, CONNECT", uid);
        }
        if (objectKind.isEmpty()) {
            throw new NoReviewException("the request names no kind", uid);
        }
        AdmissionRequest request = new AdmissionRequest(
                uid,
                objectVersion,
                objectKind,
                operation,
                subResource,
                namespace,
                name,
                user,
                dryRun,
                object,
                oldObject);
        if (request.bringsObject() && object == null) {
            throw new NoReviewException("the request has no object to judge", uid);
        }
        return request;
    }
}
