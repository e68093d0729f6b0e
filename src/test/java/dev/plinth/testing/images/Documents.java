package dev.plinth.testing.images;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes JSON documents of the image formats. */
public final class Documents {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Documents() {}

    public static byte[] json(Map<String, ?> document) {
        try {
            return MAPPER.writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** The same fields in another layout: another digest, the same meaning. */
    public static byte[] prettyJson(Map<String, ?> document) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(document)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    public static Map<String, Object> descriptor(MediaType type, Digest digest, long size) {
        Map<String, Object> descriptor = new LinkedHashMap<>();
        descriptor.put("mediaType", type.value());
        descriptor.put("digest", digest.toString());
        descriptor.put("size", size);
        return descriptor;
    }
}
