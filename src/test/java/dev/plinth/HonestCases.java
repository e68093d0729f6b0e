package dev.plinth;

import static dev.plinth.EvidenceStage.DEBIAN_SH;
import static dev.plinth.EvidenceStage.SLIM;
import static dev.plinth.EvidenceStage.STATIC;
import static dev.plinth.EvidenceStage.claiming;
import static dev.plinth.EvidenceStage.dockerfile;
import static dev.plinth.EvidenceStage.image;
import static dev.plinth.EvidenceStage.material;
import static dev.plinth.EvidenceStage.materials;
import static dev.plinth.EvidenceStage.oldSteps;
import static dev.plinth.EvidenceStage.on;
import static dev.plinth.EvidenceStage.steps;

import dev.plinth.base.catalogue.KnownBuild;
import dev.plinth.catalogue.ShippedCatalogue;
import dev.plinth.image.Annotations;
import dev.plinth.image.HistoryEntry;
import dev.plinth.image.Platform;
import dev.plinth.testing.images.Sketch;
import dev.plinth.testing.images.SketchedImage.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Honest images: one for every kind of evidence, and for every honest thing that looks like a lie. */
final class HonestCases {

    private static final String VERIFIED_SLIM = "base    docker.io/library/debian:trixie-slim   (verified by layers";
    private static final String VERIFIED_GOLDEN =
            "base    registry.test/base/golden:1 → debian:trixie-slim   (verified by layers";
    private static final String IS_SLIM = "tier slim is above scratch";
    private static final String IS_FULL = "tier full is above scratch";
    private static final String OPEN_PINNING = "how the base is pinned is not known";
    private static final String BY_CODENAME = "base pinning codename is below digest";
    private static final String REFUTED = "base-claim-refuted";

    private HonestCases() {}

    static List<EvidenceCase> all() {
        List<EvidenceCase> cases = new ArrayList<>();
        layers(cases);
        claims(cases);
        provenance(cases);
        builders(cases);
        marks(cases);
        suspicious(cases);
        return cases;
    }

    private static Sketch shipped(String name) {
        KnownBuild build = ShippedCatalogue.builds().stream()
                .filter(one -> one.names().stream()
                        .anyMatch(known -> known.reference().familiar().equals(name)))
                .findFirst()
                .orElseThrow();
        Sketch sketch = Sketch.named("registry.test/shop/cart:1");
        for (int i = 0; i < build.layers().size(); i++) {
            sketch.bareLayer(build.layers().get(i), Sketch.digest("diff " + i), 10_000_000);
        }
        return sketch;
    }

    private static void layers(List<EvidenceCase> cases) {
        cases.add(EvidenceCase.of(
                "layers of the shipped catalogue prove the base and its lineage",
                _ -> image(shipped("python:3.12-slim").layer("cart", 1_000, "COPY cart /cart # buildkit")),
                "base    docker.io/library/python:3.12-slim",
                "→ debian:trixie-slim   (verified by layers",
                IS_SLIM));
        cases.add(EvidenceCase.of(
                "the tag that the history hints at still serves the lowest layer",
                stage -> image(on(stage.slim)),
                VERIFIED_SLIM,
                IS_SLIM,
                OPEN_PINNING));
        cases.add(EvidenceCase.of(
                "layers that were compressed anew are known by their diff ids",
                stage -> image(on(stage.slim).recompressed()),
                VERIFIED_SLIM,
                IS_SLIM));
        cases.add(EvidenceCase.of(
                "layers that are not compressed are known by their diff ids",
                stage -> image(on(stage.full).uncompressed()),
                "base    docker.io/library/debian:trixie   (verified by layers",
                IS_FULL));
    }

    private static void claims(List<EvidenceCase> cases) {
        cases.add(EvidenceCase.of(
                "an annotation of the manifest is borne out by its digest",
                stage -> image(claiming(on(stage.golden), "registry.test/base/golden:1", stage.goldenDigest)),
                VERIFIED_GOLDEN,
                IS_SLIM,
                "base pinning floating is below digest"));
        cases.add(EvidenceCase.of(
                "an annotation of the index entry is borne out",
                stage -> image(on(stage.golden)
                        .entryAnnotation(Annotations.BASE_NAME, "registry.test/base/golden:1")
                        .entryAnnotation(Annotations.BASE_DIGEST, stage.goldenDigest.toString())),
                VERIFIED_GOLDEN));
        cases.add(EvidenceCase.of(
                "an annotation of the index is borne out",
                stage -> image(on(stage.golden)
                        .indexAnnotation(Annotations.BASE_NAME, "registry.test/base/golden:1")
                        .indexAnnotation(Annotations.BASE_DIGEST, stage.goldenDigest.toString())),
                VERIFIED_GOLDEN));
        cases.add(EvidenceCase.of(
                "a name alone is borne out by what its tag serves",
                stage -> image(on(stage.golden).annotation(Annotations.BASE_NAME, "registry.test/base/golden:1")),
                VERIFIED_GOLDEN));
        cases.add(EvidenceCase.of(
                "a digest without its algorithm is read",
                stage -> image(on(stage.golden)
                        .annotation(Annotations.BASE_NAME, "registry.test/base/golden:1")
                        .annotation(Annotations.BASE_DIGEST, stage.goldenDigest.hex())),
                VERIFIED_GOLDEN));
        cases.add(EvidenceCase.of(
                        "a name that was pinned shows that FROM was pinned",
                        stage -> image(on(stage.golden)
                                .annotation(
                                        Annotations.BASE_NAME, "registry.test/base/golden:1@" + stage.goldenDigest)),
                        "base    registry.test/base/golden:1@sha256:",
                        " → debian:trixie-slim   (verified by layers")
                .hides("rule    pinned"));
        cases.add(EvidenceCase.of(
                "a digest without a name finds the base that the history hints at",
                stage -> image(on(stage.slim).annotation(Annotations.BASE_DIGEST, stage.slimDigest.toString())),
                "base    docker.io/library/debian",
                "(verified by layers",
                IS_SLIM));
        cases.add(EvidenceCase.of(
                        "scratch is a claim of nothing",
                        _ -> image(Sketch.named("registry.test/shop/cart:1")
                                .layer("cart", 9_000_000, "COPY cart /cart # buildkit")
                                .entrypoint("/cart")
                                .entryAnnotation(Annotations.BASE_NAME, "scratch")),
                        "base scratch is only claimed, not verified")
                .hides("tier ", "rule    pinned"));
        cases.add(EvidenceCase.of(
                "a label names an ancestor and shows nothing of how FROM was written",
                stage -> image(on(stage.golden).label(Annotations.BASE_NAME, SLIM)),
                VERIFIED_SLIM,
                OPEN_PINNING));
    }

    private static void provenance(List<EvidenceCase> cases) {
        for (Storage storage : Storage.values()) {
            cases.add(EvidenceCase.of(
                    "steps of the build lead to the base: " + storage,
                    stage -> stage.attested(
                            stage.golden, steps("registry.test/base/golden:1", stage.goldenDigest), storage),
                    VERIFIED_GOLDEN,
                    OPEN_PINNING));
        }
        cases.add(EvidenceCase.of(
                "steps in provenance 0.2 lead to the base",
                stage -> stage.attested(stage.slim, oldSteps(SLIM, stage.slimDigest), Storage.INDEX),
                VERIFIED_SLIM,
                OPEN_PINNING));
        cases.add(EvidenceCase.of(
                "the Dockerfile tells the last stage, with its arguments",
                stage -> stage.attested(
                        stage.slim,
                        dockerfile(
                                "ARG V=trixie\nFROM golang:1.27 AS build\nRUN go build\nFROM debian:${V}\nCOPY --from=build /a /a\n",
                                "{\"build-arg:V\":\"trixie-slim\"}",
                                List.of(material(
                                        "pkg:docker/debian@trixie-slim?platform=linux%2Famd64", stage.slimDigest))),
                        Storage.INDEX),
                VERIFIED_SLIM,
                BY_CODENAME));
        cases.add(EvidenceCase.of(
                "the Dockerfile tells the stage that was the target",
                stage -> stage.attested(
                        stage.full,
                        dockerfile(
                                "FROM debian:trixie AS build\nRUN make\nFROM debian:trixie-slim\nCOPY --from=build /a /a\n",
                                "{\"target\":\"build\"}",
                                List.of(material("pkg:docker/debian@trixie?platform=linux%2Famd64", stage.fullDigest))),
                        Storage.INDEX),
                "base    docker.io/library/debian:trixie   (verified by layers",
                BY_CODENAME));
        cases.add(EvidenceCase.of(
                        "a Dockerfile that was pinned shows it",
                        stage -> stage.attested(
                                stage.slim,
                                dockerfile(
                                        "FROM debian:trixie-slim@" + stage.slimDigest + "\n",
                                        "{}",
                                        List.of(material(
                                                "pkg:docker/debian@trixie-slim?digest=" + stage.slimDigest
                                                        + "&platform=linux%2Famd64",
                                                stage.slimDigest))),
                                Storage.INDEX),
                        "base    docker.io/library/debian:trixie-slim@sha256:",
                        "(verified by layers")
                .hides("rule    pinned"));
        cases.add(EvidenceCase.of(
                "of several materials the layers pick the base",
                stage -> stage.attested(
                        stage.slim,
                        materials(
                                material("pkg:docker/debian@trixie?platform=linux%2Famd64", stage.fullDigest),
                                material("pkg:docker/debian@trixie-slim?platform=linux%2Famd64", stage.slimDigest),
                                material("pkg:docker/docker/dockerfile@1", Sketch.digest("front end"))),
                        Storage.INDEX),
                VERIFIED_SLIM,
                BY_CODENAME));
    }

    private static void builders(List<EvidenceCase> cases) {
        cases.add(EvidenceCase.of(
                "Buildah's comment names the base",
                stage -> image(on(stage.golden)
                        .entry(new HistoryEntry(
                                null, "/bin/sh -c #(nop) ENV A=b", "", "FROM registry.test/base/golden:1", true))
                        .label("io.buildah.version", "1.28.2")),
                VERIFIED_GOLDEN,
                OPEN_PINNING));
        cases.add(EvidenceCase.of(
                "buildpacks say which image they ran on",
                stage -> image(on(stage.golden)
                        .label(
                                "io.buildpacks.lifecycle.metadata",
                                "{\"runImage\":{\"topLayer\":\""
                                        + stage.golden
                                                .image()
                                                .config()
                                                .diffIds()
                                                .getLast()
                                        + "\",\"reference\":\"registry.test/base/golden@" + stage.goldenDigest
                                        + "\",\"image\":\"registry.test/base/golden:1\"}}")),
                VERIFIED_GOLDEN));
        cases.add(EvidenceCase.of(
                "Jib's own layers stand on what the history hints at",
                stage -> image(Sketch.on(stage.slim.image(), "registry.test/shop/cart:1")
                        .layer("dependencies", 9_000_000, "jib-maven-plugin:3.5.1", "Jib", "dependencies")
                        .layer("classes", 90_000, "jib-maven-plugin:3.5.1", "Jib", "classes")),
                VERIFIED_SLIM,
                IS_SLIM));
        cases.add(EvidenceCase.of(
                "ko annotates the manifest that it built on",
                stage -> image(claiming(
                        Sketch.on(stage.small.image(), "registry.test/shop/cart:1")
                                .layer(
                                        "data",
                                        200,
                                        "ko build ko://it.example/cart",
                                        "ko",
                                        "kodata contents, at $KO_DATA_PATH")
                                .layer(
                                        "binary",
                                        9_000_000,
                                        "ko build ko://it.example/cart",
                                        "ko",
                                        "go build output, at /ko-app/cart"),
                        STATIC,
                        stage.smallDigest)),
                "base    gcr.io/distroless/static-debian13:nonroot   (verified by layers",
                "tier distroless is above scratch"));
        cases.add(EvidenceCase.of(
                "Kaniko writes the Dockerfile's own words",
                stage -> image(Sketch.on(stage.slim.image(), "registry.test/shop/cart:1")
                        .layer("own", 9_000_000, "RUN apt-get update && apt-get install -y curl", "kaniko", "")),
                VERIFIED_SLIM,
                IS_SLIM));
        cases.add(EvidenceCase.of(
                "a small image by apko has no shell",
                _ -> image(Sketch.named("registry.test/shop/cart:1")
                        .layer("all", 900_000, "apko", "apko", "This is an apko single-layer image")),
                "tier distroless is above scratch"));
        cases.add(EvidenceCase.of(
                "a large image by apko may hold a shell",
                _ -> image(Sketch.named("registry.test/shop/cart:1")
                        .layer("all", 20_000_000, "apko", "apko", "This is an apko single-layer image")),
                "tier is unknown"));
    }

    private static void marks(List<EvidenceCase> cases) {
        cases.add(mark(
                "Debian's script, small: slim",
                own(DEBIAN_SH.replace("trixie", "bookworm"), 28_232_590),
                "docker.io/library/debian:bookworm-slim",
                IS_SLIM));
        cases.add(mark(
                "Debian's script, large: full",
                own(DEBIAN_SH.replace("trixie", "bookworm"), 48_000_000),
                "docker.io/library/debian:bookworm",
                IS_FULL));
        cases.add(mark(
                "Alpine's archive",
                own("ADD alpine-minirootfs-3.24.2-x86_64.tar.gz / # buildkit", 3_849_738),
                "docker.io/library/alpine:3.24",
                "tier alpine is above scratch"));
        cases.add(mark(
                "BusyBox",
                own("BusyBox 1.37.0 (glibc), Debian 13", 2_211_507),
                "docker.io/library/busybox:1.37.0-glibc",
                "tier alpine is above scratch"));
        cases.add(mark(
                "Launchpad's Ubuntu",
                Sketch.named("registry.test/shop/cart:1")
                        .step("/bin/sh -c #(nop)  ARG RELEASE")
                        .step("/bin/sh -c #(nop)  ARG LAUNCHPAD_BUILD_ARCH")
                        .step("/bin/sh -c #(nop)  LABEL org.opencontainers.image.version=24.04")
                        .layer("root", 29_764_116, "/bin/sh -c #(nop) ADD file:abc in / ")
                        .step("/bin/sh -c #(nop)  CMD [\"/bin/bash\"]")
                        .layer("cart", 4_000_000, "COPY cart /cart # buildkit"),
                "docker.io/library/ubuntu:24.04",
                IS_FULL));
        String rock = "/home/buildd/rockcraft-ubuntu-00/images/ubuntu:";
        cases.add(mark(
                "rockcraft's Ubuntu, of two layers",
                Sketch.named("registry.test/shop/cart:1")
                        .layer(
                                "root",
                                41_572_999,
                                "umoci raw add-layer --image " + rock + "rockcraft-base rootfs.tar --tag 26.04")
                        .step("umoci config --image " + rock + "26.04")
                        .layer(
                                "control",
                                391,
                                "umoci raw add-layer --image " + rock + "26.04 .temp_layer.control_data.0.tar")
                        .layer("cart", 4_000_000, "COPY cart /cart # buildkit"),
                "docker.io/library/ubuntu:26.04",
                IS_FULL));
        cases.add(mark(
                "Red Hat's minimal image, by inherited labels",
                Sketch.named("registry.test/shop/cart:1")
                        .layer("root", 40_000_000, "/bin/sh -c #(nop) COPY dir:ab in / ")
                        .layer("cart", 4_000_000, "COPY cart /cart # buildkit")
                        .label("com.redhat.component", "ubi9-minimal-container")
                        .label("name", "ubi9-minimal"),
                "registry.access.redhat.com/ubi9/ubi-minimal:latest",
                IS_SLIM));
        cases.add(mark(
                "Bazel's layers and the certificates: distroless",
                Sketch.on(
                                EvidenceStage.distroless("cc-debian12", "base-files", "libc6", "libgcc-s1")
                                        .image(),
                                "registry.test/shop/cart:1")
                        .layer("cart", 4_000_000, "COPY cart /cart # buildkit"),
                "gcr.io/distroless/cc-debian13:nonroot",
                "tier distroless is above scratch"));
        cases.add(mark(
                "a language's variables on a slim root",
                Sketch.named("registry.test/shop/cart:1")
                        .layer("root", 28_232_590, DEBIAN_SH.replace("trixie", "bookworm"))
                        .env("PYTHON_VERSION=3.12.13", "PYTHON_SHA256=c08b")
                        .step("ENV PYTHON_VERSION=3.12.13")
                        .layer("python", 12_113_733, "RUN /bin/sh -c wget -O python.tar.xz # buildkit")
                        .step("CMD [\"python3\"]")
                        .layer("cart", 4_000_000, "COPY cart /cart # buildkit"),
                "docker.io/library/python:3.12-slim-bookworm",
                IS_SLIM));
        cases.add(EvidenceCase.of(
                        "a single program stands on nothing",
                        _ -> image(Sketch.named("registry.test/shop/cart:1")
                                .layer("cart", 30_000_000, "COPY /go/bin/cart / # buildkit")
                                .entrypoint("/cart")),
                        "base scratch is only guessed, not verified")
                .hides("tier "));
        cases.add(EvidenceCase.of(
                "a Windows base is recognised and has no tier",
                _ -> image(Sketch.named("registry.test/shop/cart:1")
                        .platform(new Platform("windows", "amd64", null, "10.0.20348.2402"))
                        .layer("root", 120_000_000, "Apply image 10.0.20348.2402")
                        .layer("cart", 4_000_000, "cmd /S /C copy cart")),
                "tier is unknown"));
        cases.add(EvidenceCase.of(
                "an image that says nothing is unknown",
                _ -> image(Sketch.named("registry.test/shop/cart:1")
                        .bareLayer(Sketch.digest("flattened"), Sketch.digest("flattened tar"), 50_000_000)),
                "base    unknown",
                "tier is unknown"));
    }

    private static Sketch own(String createdBy, long size) {
        return Sketch.named("registry.test/shop/cart:1")
                .created(Instant.parse("2026-10-01T12:00:00Z"))
                .layer(createdBy, size, createdBy)
                .layer("cart", 4_000_000, "COPY cart /cart # buildkit");
    }

    private static EvidenceCase mark(String name, Sketch sketch, String base, String tier) {
        return EvidenceCase.of(
                        name,
                        _ -> image(sketch),
                        "base    " + base,
                        "   (guessed)",
                        tier,
                        "is only guessed, not verified")
                .hides(REFUTED);
    }

    /** What looks like a lie and is none: nobody is accused. */
    private static void suspicious(List<EvidenceCase> cases) {
        cases.add(EvidenceCase.of(
                        "a tag that has moved on accuses nobody",
                        _ -> image(Sketch.on(
                                        Sketch.named("debian:trixie-slim")
                                                .layer("last month's", 29_700_000, DEBIAN_SH)
                                                .image(),
                                        "registry.test/shop/cart:1")
                                .layer("cart", 4_000_000, "COPY cart /cart # buildkit")
                                .annotation(Annotations.BASE_NAME, SLIM)),
                        "base    docker.io/library/debian:trixie-slim   (claimed)",
                        IS_SLIM)
                .hides(REFUTED));
        cases.add(EvidenceCase.of(
                        "a digest that was never pushed accuses nobody",
                        stage -> image(claiming(on(stage.slim), SLIM, Sketch.digest("intermediate"))),
                        VERIFIED_SLIM)
                .hides(REFUTED));
        cases.add(EvidenceCase.of(
                        "a private base that cannot be read stays claimed",
                        stage -> image(
                                claiming(on(stage.slim), "registry.test/private/base:7", Sketch.digest("private"))),
                        "base    registry.test/private/base:7",
                        "(claimed)",
                        IS_SLIM)
                .hides(REFUTED));
        cases.add(EvidenceCase.of(
                        "a base that was compressed anew accuses nobody",
                        stage -> image(claiming(on(stage.golden), "registry.test/base/golden:1", stage.goldenDigest)
                                .recompressed()),
                        VERIFIED_GOLDEN)
                .hides(REFUTED));
        cases.add(EvidenceCase.of(
                        "layers converted to eStargz accuse nobody",
                        stage -> image(
                                claiming(on(stage.slim), SLIM, stage.slimDigest).stargz()),
                        "base    docker.io/library/debian:trixie-slim   (claimed)")
                .hides(REFUTED));
        cases.add(EvidenceCase.of(
                        "a base by the mirror's name is the one that is mirrored",
                        stage -> image(claiming(
                                on(stage.slim), "mirror.test/hub/library/debian:trixie-slim", stage.slimDigest)),
                        VERIFIED_SLIM,
                        BY_CODENAME)
                .hides(REFUTED, "mirror.test"));
        cases.add(EvidenceCase.of(
                        "an inherited label of the parent's base accuses nobody",
                        stage -> image(Sketch.on(stage.golden.image(), "registry.test/shop/cart:1")
                                .layer("cart", 1_000, "COPY cart /cart # buildkit")
                                .label(Annotations.BASE_NAME, SLIM)
                                .label(Annotations.BASE_DIGEST, stage.slimDigest.toString())
                                .annotation(Annotations.BASE_NAME, "registry.test/base/golden:1")),
                        VERIFIED_GOLDEN)
                .hides(REFUTED));
    }
}
