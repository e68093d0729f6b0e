package dev.plinth.base.roots.publishers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.fingerprint.Fingerprint;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.roots.RootRules;
import dev.plinth.image.HistoryEntry;
import dev.plinth.testing.images.Sketch;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roots outside the official images, in the forms that their publishers' own sources write. */
class PublishersTest {

    private static OsRoot root(Sketch sketch) {
        return RootRules.read(Clues.of(sketch.image())).orElseThrow();
    }

    private static List<String> asked(OsRoot root) {
        return root.candidates().stream()
                .map(candidate -> candidate.ask().familiar())
                .toList();
    }

    private static Sketch nix(String... layers) {
        Sketch sketch = Sketch.named("app:1");
        for (String layer : layers) {
            sketch.layer(layer, 5_000_000, "", "", "store paths: [" + layer + "]");
        }
        return sketch;
    }

    private static String store(String name) {
        return "'/nix/store/" + "a1".repeat(16) + "-" + name + "'";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            runtime | ''   | ''  | debian-13   | 3.13.13-debian13 | distroless | dhi.io/python:3.13.13-debian13
            dev     | bash | apt | debian-13   | 3.13.13-debian13 | slim       | dhi.io/python:3.13.13-debian13-dev
            dev     | sh   | apk | alpine-3.22 | 3.13.13-alpine3.22 | alpine   | dhi.io/python:3.13.13-alpine3.22-dev
            """)
    void hardenedImagesSayWhatTheyHold(
            String variant, String shell, String manager, String distro, String version, String tier, String asked) {
        OsRoot root = root(Sketch.named("app:1")
                .label("com.docker.dhi.name", "dhi/python")
                .label("com.docker.dhi.variant", variant)
                .label("com.docker.dhi.shell", shell)
                .label("com.docker.dhi.package-manager", manager)
                .label("com.docker.dhi.distro", distro)
                .label("com.docker.dhi.version", version)
                .layer("root", 20_000_000, "dhi")
                .layer("own", 1_000_000, "COPY . /app # buildkit"));

        assertThat(root.tier()).isEqualTo(Tier.parse(tier));
        assertThat(asked(root)).first().isEqualTo(asked);
        assertThat(root.facts().shell()).isEqualTo(!shell.isEmpty());
    }

    @Test
    void aTreeBelowIsJudgedByItsOwnMarksWhateverLabelsSay() {
        OsRoot root = root(Sketch.named("app:1")
                .label("com.docker.dhi.name", "dhi/python")
                .label("com.docker.dhi.shell", "")
                .label("com.docker.dhi.package-manager", "")
                .label("io.buildpacks.stack.id", "io.buildpacks.stacks.jammy.tiny")
                .layer("root", 80_000_000, "ADD rootfs.tar.xz / # buildkit")
                .step("CMD [\"/bin/bash\"]")
                .layer("own", 1_000_000, "COPY . /app # buildkit"));

        assertThat(root.tier()).isEqualTo(Tier.FULL);
    }

    @ParameterizedTest
    @CsvSource({"dhi/../x", "dhi/", "other/python", "dhi/UPPER case"})
    void aNameThatIsNoneIsNoHardenedImages(String name) {
        assertThat(RootRules.read(Clues.of(Sketch.named("app:1")
                        .label("com.docker.dhi.name", name)
                        .layer("root", 20_000_000, "dhi")
                        .image())))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            io.buildpacks.stacks.jammy.tiny   | distroless | 22.04
            io.buildpacks.stacks.noble.static | distroless | 24.04
            io.paketo.stacks.tiny             | distroless | 18.04
            io.buildpacks.stacks.jammy        | full       | 22.04
            heroku-24                         | full       | 24.04
            """)
    void stacksOfBuildpacksSayTheirUbuntuAndWhetherItIsWhole(String id, String tier, String release) {
        OsRoot root = root(Sketch.named("app:1")
                .label("io.buildpacks.stack.id", id)
                .layer("root", 9_000_000, "")
                .layer("own", 1_000_000, ""));

        assertThat(root.tier()).isEqualTo(Tier.parse(tier));
        assertThat(root.facts().release()).isEqualTo(release);
        assertThat(root.facts().shell()).isEqualTo(tier.equals("full"));
    }

    @Test
    void aStackOfAnotherDistributionStaysOpen() {
        assertThat(RootRules.read(Clues.of(Sketch.named("app:1")
                        .label("io.buildpacks.stack.id", "io.buildpacks.stacks.ubi8")
                        .label("io.buildpacks.stack.distro.name", "rhel")
                        .layer("root", 90_000_000, "")
                        .image())))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"debian-12,bitnami/minideb:bookworm,apt", "photon-5,photon:5.0,tdnf"})
    void bitnamiSaysItsFlavour(String flavour, String asked, String manager) {
        OsRoot root = root(Sketch.named("app:1")
                .layer("root", 30_000_000, "")
                .layer("own", 9_000_000, "RUN /bin/bash -o errexit -c install_packages ca-certificates # buildkit")
                .env("OS_FLAVOUR=" + flavour, "OS_NAME=linux", "BITNAMI_APP_NAME=redis"));

        assertThat(root.tier()).isEqualTo(Tier.SLIM);
        assertThat(asked(root)).containsExactly(asked);
        assertThat(root.facts().packageManager()).isEqualTo(manager);
    }

    @Test
    void nixNamesEveryPackage() {
        assertThat(root(nix(store("glibc-2.40-66"), store("bash-interactive-5.2p37"), store("redis-7.2.7")))
                        .tier())
                .isEqualTo(Tier.SLIM);
        assertThat(root(nix(store("musl-1.2.5"), store("busybox-1.36.1"))).tier())
                .isEqualTo(Tier.ALPINE);
        assertThat(root(nix(store("glibc-2.40-66"), store("gcc-13.3.0-lib"), store("redis-7.2.7")))
                        .tier())
                .isEqualTo(Tier.DISTROLESS);
        assertThat(root(nix(store("traefik-3.3.4"))).tier()).isEqualTo(Tier.SCRATCH);
        assertThat(root(nix(store("glibc-2.40-66"), store("bash-5.2p37"), store("nix-2.24.10")))
                        .tier())
                .isEqualTo(Tier.FULL);
        assertThat(root(nix(store("glibc-2.40-66") + ", " + store("gcc-wrapper-13.3.0")))
                        .facts()
                        .buildTools())
                .isTrue();
    }

    @Test
    void whatStandsOnNixIsAboveItsLayers() {
        OsRoot root = root(
                nix(store("glibc-2.40-66"), store("bash-5.2p37")).layer("own", 1_000_000, "COPY . /app # buildkit"));

        assertThat(root.layers()).isEqualTo(2);
        assertThat(root.facts().libc()).isEqualTo(Libc.GLIBC);
        assertThat(root.facts().packageManager()).isEqualTo(Facts.NO_PACKAGE_MANAGER);
    }

    @Test
    void aCommentThatNamesNoStoreIsNotNixs() {
        assertThat(RootRules.read(Clues.of(Sketch.named("app:1")
                        .entry(new HistoryEntry(Instant.EPOCH, "", "", "store paths: ['0/layer.tar']", false))
                        .image())))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "COPY /rootfs / # buildkit,true,mcr.microsoft.com/dotnet/runtime:10.0-noble-chiseled",
        "COPY /rootfs / # buildkit,false,mcr.microsoft.com/dotnet/runtime:10.0-noble-chiseled-extra",
        "COPY /staging/ / # buildkit,true,mcr.microsoft.com/dotnet/runtime:10.0-azurelinux3.0-distroless"
    })
    void dotnetWithoutAShellIsToldByThatNothingRan(String step, boolean invariant, String asked) {
        Sketch sketch = chiseled(step, 6_000_000, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=" + invariant);

        assertThat(root(sketch).tier()).isEqualTo(Tier.DISTROLESS);
        assertThat(Fingerprint.of(sketch.image()).candidates().getFirst().ask()).hasToString(asked);
    }

    @Test
    void aTreeThatIsTooBigOrWhereSomethingRanIsNotCut() {
        assertThat(RootRules.read(Clues.of(
                        chiseled("COPY /rootfs / # buildkit", 60_000_000, "A=b").image())))
                .isEmpty();
        assertThat(RootRules.read(Clues.of(chiseled("COPY /rootfs / # buildkit", 6_000_000, "A=b")
                        .layer("run", 5_000, "RUN /bin/sh -c useradd app # buildkit")
                        .image())))
                .isEmpty();
    }

    private static Sketch chiseled(String step, long size, String variable) {
        return Sketch.named("app:1")
                .layer("root", size, step)
                .step("ENV APP_UID=1654")
                .layer("home", 200, "COPY --chown=1654:1654 /rootfs/home/app /home/app # buildkit")
                .step("ENV DOTNET_VERSION=10.0.1")
                .layer("dotnet", 30_000_000, "COPY /dotnet /usr/share/dotnet # buildkit")
                .env("APP_UID=1654", "DOTNET_RUNNING_IN_CONTAINER=true", "DOTNET_VERSION=10.0.1", variable);
    }

    @ParameterizedTest
    @CsvSource({
        "org.opencontainers.image.url,https://images.chainguard.dev/directory/image/python/overview",
        "org.opencontainers.image.source,https://github.com/chainguard-images/images/tree/main/images/python"
    })
    void chainguardsImagesAreAskedForByTheirAddress(String label, String address) {
        Sketch apko = Sketch.named("app:1")
                .layer("a", 20_000_000, "apko", "apko", "This is an apko single-layer image")
                .label(label, address);

        assertThat(asked(root(apko)))
                .containsExactly("cgr.dev/chainguard/python:latest", "cgr.dev/chainguard/python:latest-dev");
        assertThat(asked(root(apko.layer("b", 1_000, "RUN /bin/sh -c apk add curl # buildkit"))))
                .first()
                .isEqualTo("cgr.dev/chainguard/python:latest-dev");
    }

    @ParameterizedTest
    @CsvSource({
        "ubi9/openjdk-21-runtime,39912033,registry.access.redhat.com/ubi9/ubi-minimal:latest,slim",
        "ubi8/python-312,79912033,registry.access.redhat.com/ubi8/ubi:latest,full"
    })
    void theSizeOfTheLowestLayerTellsWhichUniversalBaseAProductOfRedHatStandsOn(
            String name, long size, String asked, String tier) {
        OsRoot root = root(Sketch.named("app:1")
                .layer("root", size, "/bin/sh -c #(nop) COPY dir:7b1f in / ")
                .layer("product", 90_000_000, "")
                .label("com.redhat.component", "some-container")
                .label("name", name));

        assertThat(asked(root)).containsExactly(asked);
        assertThat(root.tier()).isEqualTo(Tier.parse(tier));
    }
}
