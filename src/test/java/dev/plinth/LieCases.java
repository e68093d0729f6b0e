package dev.plinth;

import static dev.plinth.EvidenceStage.DEBIAN_SH;
import static dev.plinth.EvidenceStage.SLIM;
import static dev.plinth.EvidenceStage.STATIC;
import static dev.plinth.EvidenceStage.claiming;
import static dev.plinth.EvidenceStage.dockerfile;
import static dev.plinth.EvidenceStage.image;
import static dev.plinth.EvidenceStage.material;
import static dev.plinth.EvidenceStage.on;
import static dev.plinth.EvidenceStage.steps;

import dev.plinth.image.Annotations;
import dev.plinth.image.HistoryEntry;
import dev.plinth.testing.images.Sketch;
import dev.plinth.testing.images.SketchedImage;
import dev.plinth.testing.images.SketchedImage.Storage;
import java.util.ArrayList;
import java.util.List;

/** Images that want to pass for something else: every lie is refuted, or what it says is not verified and decides nothing. */
final class LieCases {

    private static final String REFUTED = "rule    base-claim-refuted";
    private static final String IS_FULL = "tier full is above scratch";
    private static final String VERIFIED_FULL = "base    docker.io/library/debian:trixie   (verified by layers";

    private LieCases() {}

    static List<EvidenceCase> all() {
        List<EvidenceCase> cases = new ArrayList<>();
        refuted(cases);
        unbelieved(cases);
        laidOver(cases);
        return cases;
    }

    private static void refuted(List<EvidenceCase> cases) {
        cases.add(lie(
                "an annotation with a digest of other layers",
                stage -> image(claiming(on(stage.full), STATIC, stage.smallDigest))));
        cases.add(lie(
                "an annotation that names another distribution",
                stage -> image(on(stage.full).annotation(Annotations.BASE_NAME, "docker.io/library/alpine:3.24"))));
        cases.add(lie(
                "an annotation that names scratch",
                stage -> image(on(stage.full).entryAnnotation(Annotations.BASE_NAME, "scratch"))));
        cases.add(lie(
                "a digest of the slim variant of the very base",
                stage -> image(claiming(on(stage.full), SLIM, stage.slimDigest))));
        cases.add(lie(
                "a label with a digest of other layers",
                stage -> image(on(stage.full)
                        .label(Annotations.BASE_NAME, STATIC)
                        .label(Annotations.BASE_DIGEST, stage.smallDigest.toString()))));
        cases.add(lie(
                "Buildah's comment",
                stage -> image(on(stage.full)
                        .entry(new HistoryEntry(null, "/bin/sh -c #(nop) ENV A=b", "", "FROM " + STATIC, true)))));
        cases.add(lie(
                "steps of a build that was another",
                stage -> stage.attested(stage.full, steps(STATIC, stage.smallDigest), Storage.INDEX)));
        cases.add(lie(
                "a Dockerfile that was another",
                stage -> stage.attested(
                        stage.full,
                        dockerfile(
                                "FROM " + STATIC + "\n",
                                "{}",
                                List.of(material(
                                        "pkg:docker/gcr.io/distroless/static-debian13@nonroot?platform=linux%2Famd64",
                                        stage.smallDigest))),
                        Storage.INDEX)));
        cases.add(lie(
                "buildpacks' metadata",
                stage -> image(on(stage.full)
                        .label(
                                "io.buildpacks.lifecycle.metadata",
                                "{\"runImage\":{\"topLayer\":\""
                                        + stage.full.image().config().diffIds().getLast()
                                        + "\",\"reference\":\"gcr.io/distroless/static-debian13@" + stage.smallDigest
                                        + "\",\"image\":\"" + STATIC + "\"}}"))));
    }

    /** A full Debian whose lie is refuted: tier and base are those of its layers. */
    private static EvidenceCase lie(String name, java.util.function.Function<EvidenceStage, SketchedImage> image) {
        return EvidenceCase.of(name, image, REFUTED, VERIFIED_FULL, IS_FULL);
    }

    /** What cannot be shown to be a lie is not believed either. */
    private static void unbelieved(List<EvidenceCase> cases) {
        cases.add(EvidenceCase.of(
                "a name without a digest whose tag serves other layers",
                stage -> image(on(stage.full).annotation(Annotations.BASE_NAME, "registry.test/base/golden:1")),
                IS_FULL));
        cases.add(EvidenceCase.of(
                        "a digest that nobody has",
                        stage -> image(
                                claiming(on(stage.full), "registry.test/approved/minimal:1", Sketch.digest("nobody"))),
                        IS_FULL,
                        "registry.test/approved/minimal:1 is only claimed, not verified")
                .hides("(verified"));
        cases.add(EvidenceCase.of(
                "a claim of itself",
                stage -> image(claiming(on(stage.full), "registry.test/shop/cart:1", Sketch.digest("x"))),
                IS_FULL,
                VERIFIED_FULL));
        cases.add(EvidenceCase.of(
                "a copied attestation of another image",
                stage -> image(on(stage.full))
                        .says(
                                EvidenceStage.V1,
                                steps(STATIC, stage.smallDigest).replace("%s", stage.smallDigest.hex()),
                                Storage.INDEX),
                VERIFIED_FULL,
                IS_FULL));
        cases.add(EvidenceCase.of(
                        "a history that does not fit the layer's size",
                        _ -> image(Sketch.named("registry.test/shop/cart:1")
                                .layer("fat", 300_000_000, "ADD alpine-minirootfs-3.24.2-x86_64.tar.gz / # buildkit")),
                        "tier is unknown")
                .hides("alpine:3.24   (verified", "tier alpine"));
        cases.add(EvidenceCase.of(
                "a history of another distribution above a layer that is known",
                stage -> image(Sketch.named("registry.test/shop/cart:1")
                        .layer(
                                Sketch.digest("gzip golden case full"),
                                Sketch.digest("tar golden case full"),
                                49_312_314,
                                DEBIAN_SH,
                                "",
                                "")
                        .env("GOLANG_VERSION=1.25.13", "GOTOOLCHAIN=local", "GOPATH=/go")
                        .layer("cart", 4_000_000, "ADD alpine-minirootfs-3.24.2-x86_64.tar.gz / # buildkit")),
                IS_FULL));
        cases.add(EvidenceCase.of(
                        "a repository whose name begins like another",
                        stage -> {
                            stage.serve("evil/hub/library/debian:trixie-slim", stage.slim);
                            return image(claiming(
                                    on(stage.full),
                                    "mirror.test.evil.test/hub/library/debian:trixie-slim",
                                    stage.slimDigest));
                        },
                        IS_FULL)
                .hides("debian:trixie-slim   (verified"));
    }

    /** An honest small base under a system that was laid over it. */
    private static void laidOver(List<EvidenceCase> cases) {
        cases.add(over(
                "a package manager laid over distroless",
                "RUN /bin/sh -c apt-get update && apt-get install -y curl # buildkit",
                9_000_000,
                "tier full is above scratch"));
        cases.add(over(
                "compilers laid over distroless",
                "RUN /bin/sh -c apt-get install -y gcc make # buildkit",
                9_000_000,
                "tier full is above scratch"));
        cases.add(over(
                "a shell copied over distroless",
                "COPY busybox /bin/sh # buildkit",
                900_000,
                "tier slim is above scratch"));
        cases.add(over("a fat layer over distroless", "COPY rootfs /opt # buildkit", 200_000_000, "tier is unknown"));
        cases.add(EvidenceCase.of(
                "compilers installed over a slim base",
                stage -> image(Sketch.on(stage.slim.image(), "registry.test/shop/cart:1")
                        .layer(
                                "tools",
                                90_000_000,
                                "RUN /bin/sh -c apt-get update && apt-get install -y build-essential # buildkit")),
                "base    docker.io/library/debian:trixie-slim   (verified by layers",
                IS_FULL));
    }

    private static EvidenceCase over(String name, String step, long size, String tier) {
        return EvidenceCase.of(
                        name,
                        stage -> image(claiming(
                                Sketch.on(stage.small.image(), "registry.test/shop/cart:1")
                                        .layer(name, size, step),
                                STATIC,
                                stage.smallDigest)),
                        "base    gcr.io/distroless/static-debian13:nonroot   (verified by layers",
                        tier)
                .hides("tier distroless");
    }
}
