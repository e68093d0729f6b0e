package dev.plinth.registry.distribution;

import dev.plinth.base.Unavailable.Reason;
import dev.plinth.codec.Json;
import dev.plinth.image.Descriptor;
import dev.plinth.image.MalformedException;
import dev.plinth.image.Manifest;
import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import dev.plinth.registry.auth.Authenticator.Answered;
import dev.plinth.registry.http.Call;
import dev.plinth.registry.http.Reply;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource.Document;
import dev.plinth.review.source.UnavailableException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Puts and gets documents that are no images (distribution-spec, push: monolithic upload; image-spec, artifact guidelines). */
final class Artifacts {

    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);
    private static final String ACTIONS = "pull,push";
    private static final long SMALL = 64 * 1024;

    private final Distribution distribution;

    Artifacts(Distribution distribution) {
        this.distribution = distribution;
    }

    Digest push(Location location, String artifactType, byte[] bytes, Exchange exchange) throws UnavailableException {
        put(location, EMPTY, exchange);
        put(location, bytes, exchange);
        byte[] manifest = manifest(artifactType, bytes);
        String tag = location.at().tag() == null ? "latest" : location.at().tag();
        Call call = distribution
                .call(location, "PUT", "manifests/" + tag, SMALL, "push", exchange)
                .withBody(manifest, MediaType.OCI_MANIFEST.value());
        expect(location, distribution.send(location, call, ACTIONS), 201);
        return Verification.sha256(manifest);
    }

    private static byte[] manifest(String artifactType, byte[] bytes) {
        // Both digests and both sizes are our own; the artifact type is a media type and holds no quote.
        return ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaType.OCI_MANIFEST + "\",\"artifactType\":\""
                        + new MediaType(artifactType) + "\",\"config\":" + descriptor(MediaType.OCI_EMPTY, EMPTY)
                        + ",\"layers\":[" + descriptor(new MediaType(artifactType), bytes) + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String descriptor(MediaType type, byte[] bytes) {
        return "{\"mediaType\":\"" + type + "\",\"digest\":\"" + Verification.sha256(bytes) + "\",\"size\":"
                + bytes.length + "}";
    }

    private void put(Location location, byte[] bytes, Exchange exchange) throws UnavailableException {
        Digest digest = Verification.sha256(bytes);
        Call head = distribution.call(location, "HEAD", "blobs/" + digest, SMALL, "push", exchange);
        if (distribution.send(location, head, ACTIONS).reply().status() == 200) {
            return;
        }
        Call start = distribution
                .call(location, "POST", "blobs/uploads/", SMALL, "push", exchange)
                .withBody(new byte[0], "application/octet-stream");
        Answered started = distribution.send(location, start, ACTIONS);
        expect(location, started, 202);
        Call upload = new Call(
                        location.host(),
                        "PUT",
                        uploadTarget(location, start, started.reply(), digest),
                        start.headers(),
                        null,
                        SMALL,
                        false,
                        "push",
                        exchange,
                        () -> true)
                .withBody(bytes, "application/octet-stream");
        expect(location, distribution.send(location, upload, ACTIONS), 201);
    }

    /** An upload is never sent to another host than the one that was asked. */
    private static String uploadTarget(Location location, Call start, Reply reply, Digest digest)
            throws UnavailableException {
        try {
            URI base = URI.create(location.host().url() + start.target());
            URI target = base.resolve(reply.header("location").orElse(""));
            if (base.getAuthority().equals(target.getAuthority()) && target.getRawPath() != null) {
                String query = target.getRawQuery() == null ? "" : target.getRawQuery() + "&";
                return target.getRawPath() + "?" + query + "digest=" + digest;
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw Failures.failure(Reason.FORBIDDEN_REGISTRY, location.host().host(), "an upload to another host");
    }

    private static void expect(Location location, Answered answered, int status) throws UnavailableException {
        int got = answered.reply().status();
        if (got != status && got != 200) {
            throw Failures.of(answered, location.host().host());
        }
    }

    byte[] pull(Location location, String artifactType, long limit, Exchange exchange) throws UnavailableException {
        Document document = distribution.manifest(location, exchange);
        Manifest manifest;
        try {
            manifest = Manifest.read(new Json().json(document.bytes()), document.mediaType());
        } catch (MalformedException e) {
            throw Failures.failure(Reason.MALFORMED, location.host().host(), "the manifest " + e.getMessage());
        }
        boolean expected = artifactType.equals(manifest.artifactType())
                || manifest.artifactType() == null
                        && manifest.config().mediaType().equals(new MediaType(artifactType));
        if (!expected || manifest.layers().size() != 1) {
            throw Failures.failure(Reason.UNSUPPORTED, location.host().host(), "is no " + artifactType);
        }
        Descriptor layer = manifest.layers().getFirst();
        return distribution.blob(location, layer, limit, exchange);
    }
}
