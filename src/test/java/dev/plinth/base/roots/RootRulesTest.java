package dev.plinth.base.roots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.image.Image;
import dev.plinth.image.Platform;
import dev.plinth.testing.images.Sketch;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RootRulesTest {

    private static Optional<OsRoot> read(Image image) {
        return RootRules.read(Clues.of(image));
    }

    private static OsRoot root(Image image) {
        return read(image).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # debian.sh --arch 'amd64' out/ 'trixie' '@1785715200'       | 29780765 | slim   | debian:trixie-slim
            # debian.sh --arch 'amd64' out/ 'trixie' '@1785715200'       | 49312314 | full   | debian:trixie
            RUN # debian.sh --arch 'arm64' out/ 'bookworm' '@1733097600' | 28232590 | slim   | debian:bookworm-slim
            # debian.sh --arch 'amd64' out/ 'unstable' '@1733097600'     | 49000000 | full   | debian:unstable
            ADD alpine-minirootfs-3.24.2-x86_64.tar.gz / # buildkit      |  3849738 | alpine | alpine:3.24
            ADD alpine-minirootfs-20260805-aarch64.tar.gz / # buildkit   |  3900000 | alpine | alpine:edge
            ADD oraclelinux-9-slim-amd64-rootfs.tar.xz / # buildkit      | 47931319 | slim   | oraclelinux:9-slim
            ADD almalinux-10-minimal-amd64.tar.xz / # buildkit           | 36000000 | slim   | almalinux:10-minimal
            ADD almalinux-9-default-amd64.tar.xz / # buildkit            | 66000000 | full   | almalinux:9
            ADD photon-rootfs-5.0-deb740b97.x86_64.tar.gz / # buildkit   | 19482730 | slim   | photon:5.0
            ADD ubuntu-jammy-oci-amd64-root.tar.gz / # buildkit          | 29500000 | full   | ubuntu:22.04
            BusyBox 1.37.0 (glibc), Debian 13                            |  2211507 | alpine | busybox:1.37.0-glibc
            """)
    void archivesAndScriptsNameTheirDistribution(String createdBy, long size, String tier, String name) {
        OsRoot root = root(Sketch.named("app:1")
                .layer("root", size, createdBy)
                .layer("own", 5_000_000, "COPY . /app # buildkit")
                .image());

        assertThat(root.tier()).isEqualTo(Tier.parse(tier));
        assertThat(root.name()).isNotNull();
        assertThat(root.name().familiar()).isEqualTo(name);
    }

    @Test
    void debiansDayGivesATagThatDoesNotMove() {
        OsRoot root = root(Sketch.named("app:1")
                .layer("root", 29_780_765, "# debian.sh --arch 'amd64' out/ 'trixie' '@1785715200'")
                .image());

        assertThat(root.candidates())
                .extracting(candidate -> candidate.ask().familiar())
                .contains("debian:trixie-20260803-slim");
        assertThat(root.facts()).isEqualTo(new Facts("debian", "13", "trixie", Libc.GLIBC, true, "apt", false, null));
    }

    @Test
    void ofALayerThatIsNotCompressedTheSizeTellsNothingAndBothVariantsAreLikely() {
        OsRoot root = root(Sketch.named("app:1")
                .layer("root", 29_780_765, "# debian.sh --arch 'amd64' out/ 'trixie' '@1785715200'")
                .uncompressed()
                .image());

        assertThat(root.tier()).isNull();
        assertThat(root.candidates())
                .extracting(candidate -> candidate.ask().familiar())
                .contains("debian:trixie-slim", "debian:trixie");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # debian.sh --arch 'amd64' out/ 'trixie' '@1785715200'       |  1000000
            # debian.sh --arch 'amd64' out/ 'trixie' '@1785715200'       | 300000000
            ADD alpine-minirootfs-3.24.2-x86_64.tar.gz / # buildkit      | 80000000
            BusyBox 1.37.0 (glibc), Debian 13                            | 90000000
            """)
    void aLayerThatIsTooBigOrTooSmallIsNotWhatItsHistorySays(String createdBy, long size) {
        assertThat(read(Sketch.named("app:1").layer("root", size, createdBy).image()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            2018-01-09T00:00:00Z |  1991747 | ["/bin/sh"]   | alpine | alpine:3.6
            2018-01-24T00:00:00Z |   723070 | ["sh"]        | alpine | busybox
            2017-12-12T00:00:00Z | 22485719 | ["bash"]      | slim   | debian:stretch-slim
            2017-12-12T00:00:00Z | 52599697 | ["bash"]      | full   | debian:jessie
            """)
    void unnamedArchivesAreToldByWhatTheyStartAndTheirSize(
            Instant created, long size, String command, String tier, String name) {
        OsRoot root = root(Sketch.named("app:1")
                .created(created)
                .layer("root", size, "/bin/sh -c #(nop) ADD file:abc in / ")
                .step("/bin/sh -c #(nop)  CMD " + command)
                .image());

        assertThat(root.tier()).isEqualTo(Tier.parse(tier));
        assertThat(root.name().familiar()).isEqualTo(name);
    }

    @Test
    void slimDebianAndUbuntuOf2022CannotBeToldApart() {
        OsRoot root = root(Sketch.named("app:1")
                .created(Instant.parse("2022-03-01T00:00:00Z"))
                .layer("root", 28_000_000, "/bin/sh -c #(nop) ADD file:abc in / ")
                .step("/bin/sh -c #(nop)  CMD [\"bash\"]")
                .image());

        assertThat(root.tier()).isNull();
        assertThat(root.candidates())
                .extracting(candidate -> candidate.ask().familiar())
                .contains("debian:bullseye-slim", "ubuntu:20.04");
    }

    @Test
    void packageVersionsTellTheReleaseOfAnUnnamedDebian() {
        OsRoot root = root(Sketch.named("app:1")
                .layer("root", 45_121_631, "/bin/sh -c #(nop) ADD file:abc in / ")
                .step("/bin/sh -c #(nop)  CMD [\"bash\"]")
                .env("JAVA_DEBIAN_VERSION=8u151-b12-1~deb9u1")
                .image());

        assertThat(root.name().familiar()).isEqualTo("debian:stretch");
    }

    @Test
    void ubuntuIsToldByLaunchpadsArgumentsAndItsLabel() {
        OsRoot root = root(Sketch.named("app:1")
                .step("/bin/sh -c #(nop)  ARG RELEASE")
                .step("/bin/sh -c #(nop)  ARG LAUNCHPAD_BUILD_ARCH")
                .step("/bin/sh -c #(nop)  LABEL org.opencontainers.image.version=24.04")
                .layer("root", 29_764_116, "/bin/sh -c #(nop) ADD file:abc in / ")
                .step("/bin/sh -c #(nop)  CMD [\"/bin/bash\"]")
                .label("org.opencontainers.image.version", "7.3.1")
                .image());

        assertThat(root.tier()).isEqualTo(Tier.FULL);
        assertThat(root.name().familiar()).isEqualTo("ubuntu:24.04");
        assertThat(root.facts().codename()).isEqualTo("noble");
    }

    @Test
    void rockcraftsUbuntuHasTwoLayers() {
        String images = "/home/buildd/rockcraft-ubuntu-00/images/ubuntu:";
        OsRoot root = root(Sketch.named("app:1")
                .layer(
                        "root",
                        41_572_999,
                        "umoci raw add-layer --image " + images + "rockcraft-base rootfs.tar --tag 26.04")
                .step("umoci config --image " + images + "26.04")
                .layer("control", 391, "umoci raw add-layer --image " + images + "26.04 .temp_layer.control_data.0.tar")
                .image());

        assertThat(root.name().familiar()).isEqualTo("ubuntu:26.04");
        assertThat(root.layers()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ubi9-minimal-container | ubi9-minimal     | slim | registry.access.redhat.com/ubi9/ubi-minimal:latest
            ubi9-container         | ubi9/ubi         | full | registry.access.redhat.com/ubi9/ubi:latest
            ubi8-micro-container   | ubi8/ubi-micro   | slim | registry.access.redhat.com/ubi8/ubi-micro:latest
            """)
    void universalBaseImagesAreToldByTheirLabels(String component, String name, String tier, String reference) {
        OsRoot root = root(Sketch.named("app:1")
                .layer("root", 40_000_000, "/bin/sh -c #(nop) COPY dir:ab in / ")
                .label("com.redhat.component", component)
                .label("name", name)
                .image());

        assertThat(root.tier()).isEqualTo(Tier.parse(tier));
        assertThat(root.name().familiar()).isEqualTo(reference);
    }

    @Test
    void distrolessIsManySmallLayersOfBazel() {
        OsRoot root = root(distroless().image());

        assertThat(root.tier()).isEqualTo(Tier.DISTROLESS);
        assertThat(root.layers()).isEqualTo(3);
        assertThat(root.name().familiar()).isEqualTo("gcr.io/distroless/cc-debian13:nonroot");
        assertThat(root.facts().shell()).isFalse();
    }

    @Test
    void distrolessForDebuggingHasAShell() {
        OsRoot root = root(distroless().env("PATH=/usr/bin:/bin:/busybox").image());

        assertThat(root.tier()).isEqualTo(Tier.ALPINE);
        assertThat(root.facts().shell()).isTrue();
        assertThat(root.name().familiar()).isEqualTo("gcr.io/distroless/cc-debian13:debug-nonroot");
    }

    private static Sketch distroless() {
        return Sketch.named("app:1")
                .env("SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt")
                .user("65532")
                .created(Instant.EPOCH)
                .layer("a", 100_000, "bazel build @@debian13//base-files/amd64:data")
                .layer("b", 5_000_000, "bazel build @@debian13//libc6/amd64:data")
                .layer("c", 400_000, "bazel build @@debian13//libgcc-s1/amd64:data");
    }

    @Test
    void apkoAloneIsNoProofOfHavingNoShell() {
        Sketch apko =
                Sketch.named("app:1").layer("a", 20_000_000, "apko", "apko", "This is an apko single-layer image");

        assertThat(root(apko.image()).tier()).isNull();
        assertThat(root(apko.layer("b", 1_000, "RUN /bin/sh -c apk add curl # buildkit")
                                .image())
                        .tier())
                .isEqualTo(Tier.ALPINE);
    }

    @Test
    void aSingleBinaryStandsOnNothing() {
        OsRoot root = root(Sketch.named("app:1")
                .layer("a", 30_000_000, "COPY /go/bin/app / # buildkit")
                .entrypoint("/app")
                .image());

        assertThat(root.tier()).isEqualTo(Tier.SCRATCH);
    }

    @Test
    void aTreeOverTheRootDirectoryStaysOpen() {
        assertThat(read(Sketch.named("app:1")
                        .layer("a", 30_000_000, "COPY /rootfs / # buildkit")
                        .image()))
                .isEmpty();
        assertThat(read(Sketch.named("app:1")
                        .layer("a", 1_000_000, "COPY busybox /bin/sh # buildkit")
                        .image()))
                .isEmpty();
        assertThat(read(Sketch.named("app:1")
                        .layer("a", 1_000_000, "COPY app /app # buildkit")
                        .entrypoint("/bin/sh", "-c", "/app")
                        .image()))
                .isEmpty();
    }

    @Test
    void windowsHasNoTierOfThisScale() {
        OsRoot root = root(Sketch.named("app:1")
                .platform(new Platform("windows", "amd64", null, "10.0.20348.2402"))
                .layer("a", 120_000_000, "Apply image 10.0.20348.2402")
                .image());

        assertThat(root.tier()).isNull();
        assertThat(root.facts().distribution()).isEqualTo("windows");
        assertThat(root.name().familiar()).isEqualTo("mcr.microsoft.com/windows/nanoserver:ltsc2022");
    }

    @Test
    void nothingIsSaidOfAnImageWithoutHistory() {
        assertThat(read(Sketch.named("app:1")
                        .bareLayer(Sketch.digest("a"), Sketch.digest("b"), 30_000_000)
                        .image()))
                .isEmpty();
    }
}
