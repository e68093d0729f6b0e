package dev.plinth;

import dev.plinth.image.Annotations;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.testing.images.Sketch;
import dev.plinth.testing.images.SketchedImage;
import dev.plinth.testing.images.SketchedImage.Storage;
import dev.plinth.testing.registry.FakeRegistry;
import java.util.Base64;
import java.util.List;

/**
 * Bases that a registry serves, and forms of claims about them. {@code docker.io} and {@code gcr.io} are asked in its folders {@code
 * hub} and {@code gcr}; its own name is {@code registry.test}.
 */
final class EvidenceStage implements AutoCloseable {

    static final String V1 = "https://slsa.dev/provenance/v1";
    static final String V02 = "https://slsa.dev/provenance/v0.2";
    static final String SLIM = "docker.io/library/debian:trixie-slim";
    static final String FULL = "docker.io/library/debian:trixie";
    static final String STATIC = "gcr.io/distroless/static-debian13:nonroot";
    static final String DEBIAN_SH = "# debian.sh --arch 'amd64' out/ 'trixie' '@1785715200'";

    final FakeRegistry registry = FakeRegistry.start();
    final Sketch slim = Sketch.named("debian:trixie-slim")
            .layer("golden case slim", 29_780_765, DEBIAN_SH)
            .command("bash");
    final Sketch full = Sketch.named("debian:trixie")
            .layer("golden case full", 49_312_314, DEBIAN_SH)
            .command("bash");
    final Sketch small = distroless("static-debian13", "base-files", "netbase", "tzdata");
    final Sketch golden = Sketch.on(slim.image(), "registry.test/base/golden:1")
            .layer("hardened", 1_000, "RUN /bin/sh -c harden # buildkit");
    final Digest slimDigest = serve("hub/library/debian:trixie-slim", slim);
    final Digest fullDigest = serve("hub/library/debian:trixie", full);
    final Digest smallDigest = serve("gcr/distroless/static-debian13:nonroot", small);
    final Digest goldenDigest = serve("base/golden:1", golden);

    Digest serve(String name, Sketch sketch) {
        return SketchedImage.of(sketch).push(registry, name);
    }

    static Sketch distroless(String name, String... packages) {
        Sketch sketch = Sketch.named("gcr.io/distroless/" + name + ":nonroot")
                .env("SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt")
                .user("65532");
        for (String one : packages) {
            sketch.layer("distroless " + one, 200_000, "bazel build @@debian13//" + one + "/amd64:data");
        }
        return sketch;
    }

    /** An application of one copied layer on a base. */
    static Sketch on(Sketch base) {
        return Sketch.on(base.image(), "registry.test/shop/cart:1")
                .layer("cart", 4_000_000, "COPY cart /cart # buildkit");
    }

    static SketchedImage image(Sketch sketch) {
        return SketchedImage.of(sketch);
    }

    static Sketch claiming(Sketch sketch, String name, Digest digest) {
        return sketch.annotation(Annotations.BASE_NAME, name).annotation(Annotations.BASE_DIGEST, digest.toString());
    }

    /** Provenance v1, mode max, whose steps begin with this image. */
    static String steps(String name, Digest digest) {
        return """
                {"_type":"https://in-toto.io/Statement/v1","predicateType":"%s","subject":[{"name":"pkg:docker/cart","digest":{"sha256":"SUBJECT"}}],
                 "predicate":{"buildDefinition":{"internalParameters":{"buildConfig":{"llbDefinition":%s}}}}}
                """.formatted(V1, llb(name, digest)).replace("SUBJECT", "%s");
    }

    /** Provenance v0.2, mode max. */
    static String oldSteps(String name, Digest digest) {
        return """
                {"_type":"https://in-toto.io/Statement/v0.1","predicateType":"%s","subject":[{"name":"pkg:docker/cart","digest":{"sha256":"SUBJECT"}}],
                 "predicate":{"materials":[],"buildConfig":{"llbDefinition":%s}}}
                """.formatted(V02, llb(name, digest)).replace("SUBJECT", "%s");
    }

    private static String llb(String name, Digest digest) {
        return """
                [{"id":"step0","op":{"Op":{"source":{"identifier":"docker-image://%s@%s"}}}},
                 {"id":"step1","op":{"Op":{"source":{"identifier":"local://context"}}}},
                 {"id":"step2","op":{"Op":{"file":{"actions":[{"input":0,"secondaryInput":1}]}}},"inputs":["step0:0","step1:0"]},
                 {"id":"step3","op":{"Op":null},"inputs":["step2:0"]}]""".formatted(ImageReference.parse(name).canonical(), digest);
    }

    /** Provenance v1 with the text of a Dockerfile and arguments, and no steps. */
    static String dockerfile(String text, String arguments, List<String> materials) {
        return """
                {"_type":"https://in-toto.io/Statement/v1","predicateType":"%s","subject":[{"name":"pkg:docker/cart","digest":{"sha256":"SUBJECT"}}],
                 "predicate":{"buildDefinition":{"resolvedDependencies":[%s],"externalParameters":{"request":{"frontend":"dockerfile.v0","args":%s}}},
                  "runDetails":{"metadata":{"buildkit_metadata":{"source":{"infos":[{"filename":"Dockerfile","language":"Dockerfile","data":"%s"}]}}}}}}
                """.formatted(
                        V1,
                        String.join(",", materials),
                        arguments,
                        Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .replace("SUBJECT", "%s");
    }

    /** Provenance v1, mode min: materials alone. */
    static String materials(String... materials) {
        return """
                {"_type":"https://in-toto.io/Statement/v1","predicateType":"%s","subject":[{"name":"pkg:docker/cart","digest":{"sha256":"SUBJECT"}}],
                 "predicate":{"buildDefinition":{"resolvedDependencies":[%s]}}}
                """.formatted(V1, String.join(",", materials)).replace("SUBJECT", "%s");
    }

    static String material(String purl, Digest digest) {
        return "{\"uri\":\"" + purl + "\",\"digest\":{\"sha256\":\"" + digest.hex() + "\"}}";
    }

    SketchedImage attested(Sketch base, String text, Storage storage) {
        Sketch sketch = on(base);
        boolean alone = storage == Storage.REFERRER || storage == Storage.FALLBACK_TAG;
        return SketchedImage.of(alone ? sketch.alone() : sketch).says(text.contains(V02) ? V02 : V1, text, storage);
    }

    @Override
    public void close() {
        registry.close();
    }
}
