package dev.plinth.admission.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes what the API server reads. */
final class ResponseWriter {

    private ResponseWriter() {}

    static byte[] review(JsonFactory factory, AdmissionResponse response) {
        return json(factory, out -> {
            out.writeStringField("kind", ReviewCodec.KIND);
            out.writeStringField("apiVersion", ReviewCodec.API_VERSION);
            out.writeObjectFieldStart("response");
            out.writeStringField("uid", response.uid());
            out.writeBooleanField("allowed", response.allowed());
            if (!response.allowed()) {
                out.writeObjectFieldStart("status");
                out.writeStringField("status", "Failure");
                out.writeStringField("message", response.message());
                out.writeStringField("reason", "Forbidden");
                out.writeNumberField("code", 403);
                out.writeEndObject();
            }
            if (!response.auditAnnotations().isEmpty()) {
                out.writeObjectFieldStart("auditAnnotations");
                for (Map.Entry<String, String> entry :
                        response.auditAnnotations().entrySet()) {
                    out.writeStringField(entry.getKey(), entry.getValue());
                }
                out.writeEndObject();
            }
            if (!response.warnings().isEmpty()) {
                out.writeArrayFieldStart("warnings");
                for (String warning : response.warnings()) {
                    out.writeString(warning);
                }
                out.writeEndArray();
            }
            out.writeEndObject();
        });
    }

    static byte[] status(JsonFactory factory, int code, String reason, String message, String uid) {
        return json(factory, out -> {
            out.writeStringField("kind", "Status");
            out.writeStringField("apiVersion", "v1");
            out.writeStringField("status", "Failure");
            out.writeStringField("message", message);
            out.writeStringField("reason", reason);
            if (!uid.isEmpty()) {
                out.writeObjectFieldStart("details");
                out.writeStringField("uid", uid);
                out.writeEndObject();
            }
            out.writeNumberField("code", code);
        });
    }

    private static byte[] json(JsonFactory factory, Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = factory.createGenerator(bytes)) {
            out.writeStartObject();
            content.write(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    @FunctionalInterface
    private interface Content {
        void write(JsonGenerator out) throws IOException;
    }
}
