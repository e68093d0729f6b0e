package dev.plinth.base.weighing;

import dev.plinth.base.Classification;
import dev.plinth.base.Facts;
import dev.plinth.base.Tier;
import dev.plinth.base.Unavailable;
import dev.plinth.base.catalogue.ChainCatalogue;
import dev.plinth.base.catalogue.KnownBuild;
import dev.plinth.base.inquiry.Answer;
import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.base.inquiry.Dossier;
import dev.plinth.base.inquiry.Inquiry;
import dev.plinth.base.inquiry.Need;
import dev.plinth.codec.Json;
import dev.plinth.image.Image;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.testing.images.Sketch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A catalogue, and what is read of an image: the stage for tests of the weighing. */
final class Scene {

    static final String DEBIAN_SH = "# debian.sh --arch 'amd64' out/ 'trixie' '@1785715200'";

    private final List<KnownBuild> known = new ArrayList<>();
    private UnaryOperator<ImageReference> identity = UnaryOperator.identity();

    static Image debianSlim() {
        return Sketch.named("debian:trixie-slim")
                .layer("trixie-slim", 29_780_765, DEBIAN_SH)
                .command("bash")
                .image();
    }

    static Image pythonSlim() {
        return Sketch.on(debianSlim(), "python:3.12-slim-trixie")
                .env("PYTHON_VERSION=3.12.13", "PYTHON_SHA256=c08b")
                .layer(
                        "libs",
                        1_293_276,
                        "RUN /bin/sh -c apt-get install -y --no-install-recommends netbase # buildkit")
                .step("ENV PYTHON_VERSION=3.12.13")
                .layer("python", 12_113_733, "RUN /bin/sh -c wget -O python.tar.xz # buildkit")
                .step("CMD [\"python3\"]")
                .image();
    }

    static Image distroless() {
        Sketch sketch = Sketch.named("gcr.io/distroless/static-debian13:nonroot")
                .env("SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt");
        for (String name : List.of("base-files", "netbase", "tzdata")) {
            sketch.layer("distroless " + name, 200_000, "bazel build @@debian13//" + name + "/amd64:data");
        }
        return sketch.image();
    }

    /** An application of one copied layer. */
    static Sketch app(Image base) {
        return Sketch.on(base, "registry.corp/shop/cart:1").layer("app", 4_000_000, "COPY . /app # buildkit");
    }

    Scene knows(Image image, Tier tier, String distribution, String... names) {
        Instant seen = Instant.parse("2026-09-01T00:00:00Z");
        known.add(new KnownBuild(
                Arrays.stream(
                                names.length == 0
                                        ? new String[] {image.reference().canonical()}
                                        : names)
                        .map(name -> new KnownBuild.Name(ImageReference.parse(name), seen))
                        .toList(),
                image.platform(),
                image.layers(),
                image.config().diffIds(),
                image.size(),
                tier,
                new Facts(distribution, null, null, null, tier != Tier.DISTROLESS, null, null, null),
                image.root(),
                image.digest(),
                seen,
                null));
        return this;
    }

    Scene identity(UnaryOperator<ImageReference> newIdentity) {
        identity = newIdentity;
        return this;
    }

    private EvidenceClassifier classifier() {
        Catalogue catalogue = ChainCatalogue.of(known);
        return new EvidenceClassifier(catalogue, identity, new Json()::within);
    }

    Classification classify(Image image, Answer... answers) {
        return classifier().classify(new Dossier(image, List.of(answers)));
    }

    List<Inquiry> asks(Image image, Set<Need> needs, Answer... answers) {
        return classifier().inquiries(new Dossier(image, List.of(answers)), needs);
    }

    static Set<Need> all() {
        return EnumSet.allOf(Need.class);
    }

    /** A reference by digest or tag was read, and is this image. */
    static Answer read(String reference, boolean claimed, Image... images) {
        ImageReference asked = ImageReference.parse(reference);
        Digest digest = asked.digest() != null ? asked.digest() : images[0].root();
        return new Answer.BaseImages(new Inquiry.BaseImage(asked, claimed), digest, List.of(images));
    }

    static Answer unread(String reference) {
        return new Answer.Nothing(
                new Inquiry.BaseImage(ImageReference.parse(reference), true),
                Unavailable.of(Unavailable.Reason.NOT_FOUND, "registry.corp", ""));
    }
}
