package dev.plinth.accuracy;

import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.image.Annotations;
import dev.plinth.image.HistoryEntry;
import dev.plinth.image.Image;
import dev.plinth.testing.images.Sketch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Lies of every kind, told by images whose true base the catalogue knows. */
final class Lies {

    private static final List<String> KINDS = List.of(
            "annotation with a digest that is served",
            "annotation with a name alone",
            "annotation with a digest that nobody has",
            "annotation names scratch",
            "annotation names the image itself",
            "label with a digest that is served",
            "Buildah comment",
            "digest without a name",
            "provenance with a digest that is served",
            "provenance of another image",
            "provenance names scratch",
            "history of another distribution",
            "environment of another language",
            "private name that cannot be read",
            "digest without a name, where the image lies",
            "Buildah comment of a copied history",
            "slim variant of the true base");

    private final List<PublishedImage> published;
    private final Random random;

    Lies(List<PublishedImage> published, long seed) {
        this.published = published;
        this.random = new Random(seed);
    }

    List<Lie> all() {
        Catalogue everything = KnownImages.of(published);
        Image distroless = distroless();
        List<Lie> lies = new ArrayList<>();
        for (PublishedImage truth : published) {
            if (truth.root().equals("scratch") || truth.layers().isEmpty()) {
                continue;
            }
            for (String kind : KINDS) {
                Lie lie = lie(kind, truth, distroless, everything);
                // What happens to be so is no lie.
                if (!lie.claimed().equals(truth.reference().familiar())) {
                    lies.add(lie);
                }
            }
        }
        return lies;
    }

    private Lie lie(String kind, PublishedImage truth, Image distroless, Catalogue everything) {
        String claimed = "gcr.io/distroless/static-debian13:nonroot";
        boolean refutable = false;
        Image base = truth.image();
        Sketch sketch = Sketch.on(base, "registry.corp/evil/app:" + random.nextInt(1_000));
        OwnLayers.addTo(truth, sketch, random, false);
        Served served = new Served().serve(claimed, distroless);
        String digest = distroless.root().toString();
        switch (kind) {
            case "annotation with a digest that is served" -> {
                sketch.annotation(Annotations.BASE_NAME, claimed).annotation(Annotations.BASE_DIGEST, digest);
                refutable = true;
            }
            case "annotation with a name alone" -> {
                sketch.annotation(Annotations.BASE_NAME, claimed);
                refutable = true;
            }
            case "annotation with a digest that nobody has" ->
                sketch.annotation(Annotations.BASE_NAME, claimed)
                        .annotation(
                                Annotations.BASE_DIGEST, Sketch.digest("nobody").toString());
            case "annotation names scratch" -> {
                claimed = "scratch";
                sketch.entryAnnotation(Annotations.BASE_NAME, "scratch");
                refutable = true;
            }
            case "annotation names the image itself" -> {
                claimed = "registry.corp/evil/golden:1";
                Image self = sketch.image();
                served.serve(claimed, self);
                sketch.indexAnnotation(Annotations.BASE_NAME, claimed)
                        .indexAnnotation(Annotations.BASE_DIGEST, self.digest().toString());
            }
            case "label with a digest that is served" -> {
                sketch.label(Annotations.BASE_NAME, claimed).label(Annotations.BASE_DIGEST, digest);
                refutable = true;
            }
            case "Buildah comment" -> {
                sketch.entry(new HistoryEntry(null, "/bin/sh -c #(nop) ENV A=b", "", "FROM " + claimed, true));
                refutable = true;
            }
            case "digest without a name" -> sketch.annotation(Annotations.BASE_DIGEST, digest);
            case "provenance with a digest that is served" -> {
                Image image = sketch.alone().image();
                served.attest(image, List.of(Attested.max(image, claimed, digest)));
                refutable = true;
            }
            case "provenance of another image" -> {
                Image image = sketch.alone().image();
                served.attest(image, List.of(Attested.max(distroless, claimed, digest)));
            }
            case "provenance names scratch" -> {
                claimed = "scratch";
                Image image = sketch.alone().image();
                served.attest(image, List.of(Attested.max(image, "scratch", "")));
                refutable = true;
            }
            case "history of another distribution" -> {
                claimed = "alpine:3.24";
                sketch.withoutHistory().step("CMD [\"/bin/sh\"]");
                sketch.entry(new HistoryEntry(
                        null, "ADD alpine-minirootfs-3.24.2-x86_64.tar.gz / # buildkit", "", "", false));
            }
            case "environment of another language" -> {
                claimed = "golang:1.25-alpine";
                sketch.env("GOLANG_VERSION=1.25.13", "GOTOOLCHAIN=local", "GOPATH=/go");
            }
            case "digest without a name, where the image lies" -> {
                sketch.annotation(Annotations.BASE_DIGEST, digest);
                served.serve("registry.corp/evil/app:base", distroless);
            }
            case "Buildah comment of a copied history" -> {
                claimed = "registry.access.redhat.com/ubi9/ubi-micro:latest";
                sketch.entry(new HistoryEntry(null, "/bin/sh", "", "FROM " + claimed, true));
            }
            case "private name that cannot be read" -> {
                claimed = "registry.corp/approved/minimal:1";
                sketch.annotation(Annotations.BASE_NAME, claimed);
            }
            default -> {
                claimed = truth.reference().name().familiar() + ":slim";
                sketch.annotation(Annotations.BASE_NAME, claimed);
            }
        }
        Case one = new Case(
                kind,
                truth.reference().familiar(),
                sketch.image(),
                served,
                everything,
                truth.tier(),
                truth.root(),
                truth.reference().familiar(),
                truth.layers().size(),
                true);
        return new Lie(one, claimed, refutable);
    }

    /** Builds that name their base truly, have it read, and have written its history anew to look smaller; nothing is known. */
    List<Case> forgedHistories() {
        List<Case> cases = new ArrayList<>();
        for (PublishedImage truth : published) {
            Image base = truth.image();
            if (truth.root().equals("scratch") || base.layers().isEmpty()) {
                continue;
            }
            Sketch sketch =
                    Sketch.on(base, "registry.corp/evil/app:1").withoutHistory().withoutEnv();
            for (int i = 0; i < base.layers().size(); i++) {
                String step = i == 0
                        ? "ADD alpine-minirootfs-3.24.2-x86_64.tar.gz / # buildkit"
                        : "COPY part" + i + " /opt/ # buildkit";
                sketch.entry(new HistoryEntry(null, step, "", "", false));
            }
            sketch.annotation(Annotations.BASE_NAME, truth.reference().canonical())
                    .annotation(Annotations.BASE_DIGEST, base.root().toString())
                    .layer("own", 4_000, "COPY app /app # buildkit");
            cases.add(new Case(
                    "forged history",
                    truth.reference().familiar(),
                    sketch.image(),
                    new Served().serve(truth.reference().canonical(), base),
                    KnownImages.of(List.of()),
                    truth.tier(),
                    truth.root(),
                    truth.reference().familiar(),
                    base.layers().size(),
                    true));
        }
        return cases;
    }

    /** A stand-in for a distroless image: its layers are its own. */
    private static Image distroless() {
        Sketch sketch = Sketch.named("gcr.io/distroless/static-debian13:nonroot")
                .env("SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt");
        for (String name : List.of("base-files", "netbase", "tzdata", "ca-certificates")) {
            sketch.layer("distroless " + name, 200_000, "bazel build @@trixie//" + name + "/amd64:data");
        }
        return sketch.image();
    }
}
