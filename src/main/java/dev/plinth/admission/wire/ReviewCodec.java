package dev.plinth.admission.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.InputStream;

/**
 * AdmissionReview v1 from bytes and back. Depth is limited to 64, as for every outside document; size is limited by the server.
 */
public final class ReviewCodec {

    static final String API_VERSION = "admission.k8s.io/v1";
    static final String KIND = "AdmissionReview";

    private static final int MAX_DEPTH = 64;
    private static final int MAX_TEXT = 16 * 1024 * 1024;

    private final JsonFactory factory = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT)
                    .maxNameLength(64 * 1024)
                    .maxNumberLength(200)
                    .build())
            .build();

    /**
     * Reads the request, objects cut down to what tells which images they run.
     *
     * @throws NoReviewException if the body is anything but one AdmissionReview v1 with a request that can be judged
     */
    public AdmissionRequest read(InputStream body) throws NoReviewException {
        return read(body, false);
    }

    /**
     * Reads the request with its objects whole, for kinds that are read otherwise.
     *
     * @throws NoReviewException if the body is anything but one AdmissionReview v1 with a request that can be judged
     */
    public AdmissionRequest readWhole(InputStream body) throws NoReviewException {
        return read(body, true);
    }

    private AdmissionRequest read(InputStream body, boolean whole) throws NoReviewException {
        RequestReader reader = new RequestReader(whole);
        try (JsonParser parser = factory.createParser(body)) {
            reader.document(parser);
        } catch (StreamConstraintsException e) {
            throw new NoReviewException("the body is JSON beyond the limits of depth or length", reader.uid());
        } catch (IOException e) {
            // Jackson's text quotes the document; that it is broken is all that is safe to repeat.
            throw new NoReviewException("the body is not valid JSON", reader.uid());
        }
        return reader.request();
    }

    /** The whole AdmissionReview with this response. */
    public byte[] write(AdmissionResponse response) {
        return ResponseWriter.review(factory, response);
    }

    /** A Kubernetes Status, which the API server repeats to the user where the answer is not HTTP 200. */
    public byte[] status(int code, String reason, String message, String uid) {
        return ResponseWriter.status(factory, code, reason, message, uid);
    }
}
