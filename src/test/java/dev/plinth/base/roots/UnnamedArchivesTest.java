package dev.plinth.base.roots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Tier;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.image.Image;
import dev.plinth.testing.images.Sketch;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roots whose archive has no name: told by their size, their time, and what stands beside them. */
class UnnamedArchivesTest {

    private static Optional<OsRoot> read(Image image) {
        return RootRules.read(Clues.of(image));
    }

    private static OsRoot root(Image image) {
        return read(image).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"54574264,2023", "53449232,2023", "62957295,2", "64790249,2"})
    void amazonsTwoLinuxesDifferInSize(long size, String release) {
        OsRoot root = root(Sketch.named("app:1")
                .layer("root", size, "COPY /rootfs/ / # buildkit")
                .step("CMD [\"/bin/bash\"]")
                .layer("own", 165_000_000, "RUN /bin/sh -c yum install -y java-21-amazon-corretto-devel # buildkit")
                .image());

        assertThat(root.name()).hasToString("docker.io/library/amazonlinux:" + release);
        assertThat(root.tier()).isEqualTo(Tier.FULL);
        assertThat(root.candidates()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"base,latest,false", "base-devel,base-devel,true"})
    void archLinuxIsTakenForArchLinuxAndNotForAnotherThatIsCopiedTheSameWay(
            String variant, String tag, boolean buildTools) {
        OsRoot root = root(Sketch.named("app:1")
                .step("LABEL org.opencontainers.image.title=Arch Linux " + variant + " Image")
                .layer("root", 133_000_000, "COPY /rootfs/ / # buildkit")
                .layer("links", 8_000, "RUN /bin/sh -c ldconfig && sed -i '/BUILD_ID/a VERSION_ID=1' /etc/os-release")
                .step("CMD [\"/usr/bin/bash\"]")
                .layer("own", 5_000_000, "COPY . /app # buildkit")
                .image());

        assertThat(root.name()).hasToString("docker.io/library/archlinux:" + tag);
        assertThat(root.layers()).isEqualTo(2);
        assertThat(root.facts().packageManager()).isEqualTo("pacman");
        assertThat(root.facts().buildTools()).isEqualTo(buildTools);
    }

    @Test
    void anArchiveOfADistributionsSizeThatStartsBashIsOneWhateverItsName() {
        OsRoot root = root(Sketch.named("app:1")
                .layer("root", 102_158_547, "ADD rootfs.tar.xz / # buildkit")
                .step("CMD [\"/bin/bash\"]")
                .layer("own", 5_000_000, "COPY . /app # buildkit")
                .image());

        assertThat(root.tier()).isEqualTo(Tier.FULL);
        assertThat(root.name()).isNull();
    }

    @Test
    void anArchiveThatIsUnpackedElsewhereIsNoRoot() {
        assertThat(read(Sketch.named("app:1")
                                .layer("own", 102_158_547, "ADD app.tar.xz /opt/ # buildkit")
                                .step("CMD [\"/bin/bash\"]")
                                .image())
                        .filter(root -> root.tier() == Tier.FULL))
                .isEmpty();
    }

    @Test
    void busyBoxIsNamedAfterTheLibraryItWasBuiltWith() {
        OsRoot root = root(Sketch.named("app:1")
                .layer("root", 773_906, "BusyBox 1.38.0 (uclibc), Buildroot 2026.05.1, Debian 13")
                .layer("own", 5_000_000, "COPY . /app # buildkit")
                .image());

        assertThat(root.name()).hasToString("docker.io/library/busybox:1.38.0-uclibc");
        assertThat(root.candidates())
                .extracting(candidate -> candidate.ask().tag())
                .contains("1.38.0-uclibc", "1-uclibc", "uclibc");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2023-01-11T02:34:29Z | 55025206 | docker.io/library/debian:bullseye
            2023-01-11T02:34:55Z | 50448910 | docker.io/library/debian:buster
            2017-12-12T01:44:20Z | 45121631 | docker.io/library/debian:stretch
            2017-12-12T01:44:43Z | 22485719 | docker.io/library/debian:stretch-slim
            2023-01-11T02:35:07Z | 27140352 | docker.io/library/debian:buster-slim
            2023-01-11T02:34:44Z | 31396972 | docker.io/library/debian:bullseye-slim
            2022-12-09T01:20:30Z | 30428708 | docker.io/library/ubuntu:22.04
            2023-01-11T02:34:55Z | 47900000 | docker.io/library/debian
            """)
    void whatDoesNotSayItsReleaseIsOfItsSize(Instant created, long size, String name) {
        OsRoot root = root(Sketch.named("app:1")
                .created(created)
                .layer("root", size, "/bin/sh -c #(nop) ADD file:" + "ab".repeat(32) + " in / ")
                .step("/bin/sh -c #(nop)  CMD [\"bash\"]")
                .layer("own", 5_000_000, "/bin/sh -c #(nop) COPY dir:" + "cd".repeat(32) + " in /app ")
                .image());

        assertThat(root.name()).hasToString(name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LABEL name=SL7 Base Image vendor=Scientific Linux build-date=20230103  | SL7 Base Image   | sl:7
            LABEL name=CentOS Base Image vendor=CentOS                             | CentOS Base Image | centos
            LABEL name=CentOS Base Image vendor=CentOS                             | My App 7         | centos:7
            MAINTAINER [Mikhail Gordeev <obirvalger@altlinux.org]                  | ''               | alt
            """)
    void whoMadeAnUnnamedArchiveStandsBesideIt(String beside, String label, String name) {
        OsRoot root = root(Sketch.named("app:1")
                .step(beside)
                .layer("root", 71_448_918, "ADD file:" + "ab".repeat(32) + " in / ")
                .step("CMD [\"/bin/bash\"]")
                .label("name", label)
                .layer("own", 5_000_000, "COPY . /app # buildkit")
                .image());

        assertThat(root.name()).hasToString("docker.io/library/" + name);
        assertThat(root.tier()).isEqualTo(Tier.FULL);
        assertThat(root.candidates()).isNotEmpty();
    }

    @Test
    void clearLinuxIsToldByItsSecondStep() {
        OsRoot root = root(Sketch.named("app:1")
                .layer("root", 90_410_584, "ADD file:" + "ab".repeat(32) + " in / ")
                .layer("etc", 218, "RUN cd /etc && grep root /usr/share/defaults/etc/passwd > /etc/passwd")
                .step("CMD [\"/bin/bash\"]")
                .layer("own", 5_000_000, "COPY . /app # buildkit")
                .image());

        assertThat(root.name()).hasToString("docker.io/library/clearlinux:latest");
        assertThat(root.layers()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RUN yum install -y nginx-1.26.2-1.el7.ngx             | docker.io/library/centos:7
            RUN amazon-linux-extras install java-openjdk11        | docker.io/library/amazonlinux:2
            RUN dnf install -y ./app-1.0-1.fc42.x86_64.rpm        | docker.io/library/fedora:42
            RUN curl -O https://x.example/swift-5.7-amazonlinux2.tar.gz | docker.io/library/amazonlinux:2
            RUN zypper --non-interactive install java             | docker.io/opensuse/leap:15
            RUN urpmi --auto nginx                                | docker.io/library/mageia:9
            RUN dnf install -y ./app-1.0-1.el9.x86_64.rpm         |
            RUN dnf install -y profile.elf2 centos-release        |
            """)
    void packagesAboveAnUnnamedArchiveSayWhoseTheyAre(String step, String name) {
        OsRoot root = root(Sketch.named("app:1")
                .layer("root", 68_000_000, "ADD file:" + "ab".repeat(32) + " in / ")
                .step("CMD [\"/bin/bash\"]")
                .layer("own", 5_000_000, step)
                .image());

        assertThat(root.name() == null ? null : root.name().toString()).isEqualTo(name);
        assertThat(root.tier()).isEqualTo(Tier.FULL);
        if (step.contains(".el9")) {
            assertThat(root.candidates())
                    .extracting(candidate -> candidate.ask().familiar())
                    .startsWith("rockylinux:9", "almalinux:9");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "almalinux-10-kitten-default-amd64.tar.xz, almalinux:10-kitten",
        "almalinux-10-kitten-minimal-amd64.tar.xz, almalinux:10-kitten-minimal",
        "almalinux-10-minimal-amd64.tar.xz, almalinux:10-minimal",
        "almalinux-9-default-amd64.tar.xz, almalinux:9",
        "oraclelinux-9-slim-amd64-rootfs.tar.xz, oraclelinux:9-slim"
    })
    void aLineOfItsOwnIsPartOfTheTag(String archive, String name) {
        OsRoot root = root(Sketch.named("app:1")
                .layer("root", 69_236_295, "ADD " + archive + " / # buildkit")
                .step("CMD [\"/bin/bash\"]")
                .layer("own", 5_000_000, "COPY . /app # buildkit")
                .image());

        assertThat(root.name()).hasToString("docker.io/library/" + name);
    }
}
