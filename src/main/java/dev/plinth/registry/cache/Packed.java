package dev.plinth.registry.cache;

import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import dev.plinth.review.source.ImageSource;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A document as it is kept: packed, so that several times as many images fit. */
final class Packed {

    /** What a cache entry costs beside its bytes: key, digest, map node. */
    private static final int OVERHEAD = 400;

    private static final int WORTH = 128;

    /**
     * What most documents say, so that each keeps little more than what is its own: digests, sizes, commands. The most frequent
     * words come last, as deflate wants it (RFC 1950, preset dictionary). Kept in this process alone, so it may change at will.
     */
    private static final byte[] WORDS =
            ("{\"architecture\":\"amd64\",\"config\":{\"Hostname\":\"\",\"Domainname\":\"\",\"User\":\"\",\"AttachStdin\":false,"
                            + "\"AttachStdout\":false,\"AttachStderr\":false,\"ExposedPorts\":{\"8080/tcp\":{}},\"Tty\":false,\"OpenStdin\":false,\"StdinOnce\":false,"
                            + "\"Env\":[\"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\",\"LANG=C.UTF-8\"],\"Cmd\":[\"bash\"],"
                            + "\"Entrypoint\":[\"docker-entrypoint.sh\"],\"WorkingDir\":\"/\",\"Labels\":{\"org.opencontainers.image.base.name\":\"docker.io/library/debian:"
                            + "bookworm-slim\",\"org.opencontainers.image.base.digest\":\"sha256:\",\"org.opencontainers.image.source\":\"https://github.com/\"},"
                            + "\"OnBuild\":null,\"StopSignal\":\"SIGTERM\"},\"created\":\"2026-01-01T00:00:00Z\",\"history\":[{\"created\":\"2026-"
                            + "\",\"created_by\":\"/bin/sh -c #(nop) ADD file: in / \"},{\"created_by\":\"RUN /bin/sh -c set -eux; apt-get update; "
                            + "apt-get install -y --no-install-recommends ca-certificates ; rm -rf /var/lib/apt/lists/* # buildkit\",\"comment\":"
                            + "\"buildkit.dockerfile.v0\"},{\"created_by\":\"COPY . /app # buildkit\",\"comment\":\"buildkit.dockerfile.v0\",\"empty_layer\":true}],"
                            + "\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:\"]}}{\"schemaVersion\":2,\"mediaType\":"
                            + "\"application/vnd.docker.distribution.manifest.list.v2+json\",\"application/vnd.docker.distribution.manifest.v2+json\","
                            + "\"application/vnd.docker.container.image.v1+json\",\"application/vnd.docker.image.rootfs.diff.tar.gzip\"{\"schemaVersion\":2,"
                            + "\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                            + "\"digest\":\"sha256:\",\"size\":1,\"annotations\":{\"vnd.docker.reference.digest\":\"sha256:\",\"vnd.docker.reference.type\":"
                            + "\"attestation-manifest\"},\"platform\":{\"architecture\":\"unknown\",\"os\":\"unknown\"}},{\"platform\":{\"architecture\":\"arm64\","
                            + "\"os\":\"linux\",\"variant\":\"v8\"}},{\"platform\":{\"architecture\":\"amd64\",\"os\":\"linux\"}}]}{\"schemaVersion\":2,"
                            + "\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\","
                            + "\"digest\":\"sha256:\",\"size\":1},\"layers\":[{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"sha256:"
                            + "\",\"size\":")
                    .getBytes(StandardCharsets.UTF_8);

    private final MediaType type;
    private final byte[] bytes;
    private final int length;

    private Packed(MediaType type, byte[] bytes, int length) {
        this.type = type;
        this.bytes = bytes;
        this.length = length;
    }

    static Packed of(MediaType type, byte[] plain) {
        if (plain.length < WORTH) {
            return new Packed(type, plain.clone(), plain.length);
        }
        try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
            deflater.setDictionary(WORDS);
            deflater.setInput(plain);
            deflater.finish();
            byte[] target = new byte[plain.length];
            int packed = deflater.deflate(target);
            return deflater.finished()
                    ? new Packed(type, Arrays.copyOf(target, packed), plain.length)
                    : new Packed(type, plain.clone(), plain.length);
        }
    }

    byte[] bytes() {
        if (bytes.length == length) {
            return bytes.clone();
        }
        try (Inflater inflater = new Inflater(true)) {
            inflater.setDictionary(WORDS);
            inflater.setInput(bytes);
            byte[] plain = new byte[length];
            int done = 0;
            while (done < length) {
                int count = inflater.inflate(plain, done, length - done);
                if (count == 0) {
                    throw new IllegalStateException("a document that was packed here does not unpack");
                }
                done += count;
            }
            return plain;
        } catch (DataFormatException e) {
            throw new IllegalStateException("a document that was packed here does not unpack", e);
        }
    }

    ImageSource.Document document(Digest digest) {
        return new ImageSource.Document(type, digest, bytes());
    }

    int weight() {
        return bytes.length + OVERHEAD;
    }
}
