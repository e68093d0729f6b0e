package dev.plinth.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.inquiry.Content;
import dev.plinth.layers.LayerFixture.Tar;
import dev.plinth.review.source.UnavailableException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StreamingLayerReaderTest {

    private static final String SLIM = "# This is the \"slim\" variant of the Debian base image.\n";

    private static Tar debian() {
        return new Tar()
                .directory("bin")
                .program("bin/dash", "usr/bin/apt-get", "usr/bin/dpkg")
                .link("bin/sh", "dash")
                .link("lib64/ld-linux-x86-64.so.2", "/lib/x86_64-linux-gnu/ld-2.41.so")
                .link("etc/os-release", "../usr/lib/os-release")
                .file(
                        "usr/lib/os-release",
                        "PRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\nID=debian\nVERSION_ID=\"13\"\n"
                                + "VERSION_CODENAME=trixie\n")
                .file("var/lib/dpkg/status", "Package: apt\n");
    }

    private static Tar alpine() {
        return new Tar()
                .program("bin/busybox", "sbin/apk", "lib/ld-musl-x86_64.so.1")
                .link("bin/sh", "/bin/busybox")
                .file("lib/apk/db/installed", "P:musl\n")
                .file("etc/alpine-release", "3.24.2\n")
                .file("etc/os-release", "ID=alpine\nVERSION_ID=3.24.2\n");
    }

    private static Content read(byte[]... layers) throws UnavailableException {
        LayerFixture fixture = new LayerFixture();
        for (byte[] layer : layers) {
            fixture.with(layer);
        }
        return fixture.read();
    }

    @Test
    void debianIsToldFromItsFiles() throws UnavailableException {
        Content content = read(debian().gzip());
        assertThat(content.facts())
                .isEqualTo(new Facts("debian", "13", "trixie", Libc.GLIBC, true, "apt", false, null));
        assertThat(content.slimMarker()).isFalse();
        assertThat(content.distrolessDatabase()).isFalse();
        assertThat(content.empty()).isFalse();
        assertThat(content.complete()).isTrue();
    }

    @Test
    void theSlimVariantIsToldByItsMarker() throws UnavailableException {
        assertThat(read(debian().file("etc/dpkg/dpkg.cfg.d/docker", SLIM).gzip())
                        .slimMarker())
                .isTrue();
    }

    @Test
    void aFileOfThatNameWithOtherContentIsNoMarker() throws UnavailableException {
        assertThat(read(debian().file("etc/dpkg/dpkg.cfg.d/docker", "force-unsafe-io\n")
                                .gzip())
                        .slimMarker())
                .isFalse();
    }

    @Test
    void alpineIsToldFromItsFilesInEveryCompression() throws UnavailableException {
        Facts expected = new Facts("alpine", "3.24", null, Libc.MUSL, true, "apk", false, null);
        assertThat(read(alpine().gzip()).facts()).isEqualTo(expected);
        assertThat(read(alpine().zstd()).facts()).isEqualTo(expected);
        assertThat(read(alpine().plain()).facts()).isEqualTo(expected);
    }

    @Test
    void gzipOfManyMembersIsReadToItsEnd() throws UnavailableException {
        byte[] plain = alpine().plain();
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (int at = 0; at < plain.length; at += 512) {
            members.writeBytes(LayerFixture.gzip(Arrays.copyOfRange(plain, at, at + 512)));
        }
        Content content = read(members.toByteArray());
        assertThat(content.facts().distribution()).isEqualTo("alpine");
        assertThat(content.facts().packageManager()).isEqualTo("apk");
    }

    @Test
    void distrolessHasItsDatabaseFileByFileAndNoShell() throws UnavailableException {
        Content content = read(
                new Tar()
                        .file("var/lib/dpkg/status.d/base", "Package: base-files\n")
                        .file("usr/lib/os-release", "PRETTY_NAME=\"Distroless\"\nID=\"debian\"\nVERSION_ID=\"13\"\n")
                        .link("etc/os-release", "/usr/lib/os-release")
                        .gzip(),
                new Tar()
                        .file("var/lib/dpkg/status.d/libc6", "Package: libc6\n")
                        .program("usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2")
                        .gzip());
        assertThat(content.distrolessDatabase()).isTrue();
        assertThat(content.empty()).isFalse();
        assertThat(content.facts()).isEqualTo(new Facts("debian", "13", null, Libc.GLIBC, false, "none", false, null));
    }

    @Test
    void theDebugVariantOfDistrolessHasAShell() throws UnavailableException {
        assertThat(read(new Tar()
                                .link("busybox/sh", "busybox")
                                .program("busybox/busybox")
                                .gzip())
                        .facts()
                        .shell())
                .isTrue();
    }

    @Test
    void theNamesToWhichBusyBoxAnswersAreNoPackageManagers() throws UnavailableException {
        Content content = read(new Tar()
                .program("bin/busybox")
                .link("bin/sh", "busybox")
                .link("bin/dpkg", "busybox")
                .link("bin/rpm", "/bin/busybox")
                .gzip());

        assertThat(content.facts().shell()).isTrue();
        assertThat(content.facts().packageManager()).isEqualTo(Facts.NO_PACKAGE_MANAGER);
    }

    @Test
    void aStaticProgramAloneIsEmpty() throws UnavailableException {
        Content content =
                read(new Tar().program("app").file("etc/ssl/certs/ca.crt", "x").gzip());
        assertThat(content.empty()).isTrue();
        assertThat(content.facts()).isEqualTo(new Facts(null, null, null, Libc.NONE, false, "none", false, null));
    }

    @Test
    void rpmSystemsAreToldByTheirManager() throws UnavailableException {
        Tar ubi = new Tar()
                .program("usr/bin/bash", "usr/bin/rpm", "usr/bin/microdnf", "usr/lib64/ld-linux-x86-64.so.2")
                .file("var/lib/rpm/rpmdb.sqlite", "x")
                .file("etc/os-release", "ID=\"rhel\"\nVERSION_ID=\"9.6\"\n");
        assertThat(read(new Tar().program("usr/lib64/ld-linux-x86-64.so.2").gzip(), ubi.gzip())
                        .facts()
                        .packageManager())
                .isEqualTo("microdnf");
        assertThat(read(new Tar()
                                .program("usr/bin/rpm", "usr/bin/yum", "usr/bin/dnf-3")
                                .gzip())
                        .facts()
                        .packageManager())
                .isEqualTo("dnf");
    }

    @Test
    void gcompatDoesNotMakeAlpineGlibc() throws UnavailableException {
        assertThat(read(
                                alpine().gzip(),
                                new Tar().program("lib64/ld-linux-x86-64.so.2").gzip())
                        .facts()
                        .libc())
                .isEqualTo(Libc.MUSL);
    }

    @Test
    void muslBesideDebiansOwnLibraryLeavesItGlibc() throws UnavailableException {
        assertThat(read(
                                debian().gzip(),
                                new Tar().program("lib/ld-musl-x86_64.so.1").gzip())
                        .facts()
                        .libc())
                .isEqualTo(Libc.GLIBC);
    }

    @Test
    void compilersCountUnderEveryNameAndInEveryDirectoryOfPrograms() throws UnavailableException {
        for (String compiler : new String[] {
            "usr/bin/gcc",
            "usr/bin/x86_64-linux-gnu-g++-14",
            "usr/bin/clang-19",
            "usr/local/go/bin/go",
            "opt/java/openjdk/bin/javac",
            "usr/bin/make",
            "usr/share/dotnet/sdk/10.0.100/Roslyn/bincore/csc.dll"
        }) {
            assertThat(read(new Tar().program(compiler).gzip()).facts().buildTools())
                    .as(compiler)
                    .isTrue();
        }
        for (String other : new String[] {"usr/bin/gcc-ar", "usr/share/doc/gcc", "usr/bin/lib-gcc", "app/makefile"}) {
            assertThat(read(new Tar().program(other).gzip()).facts().buildTools())
                    .as(other)
                    .isFalse();
        }
    }

    @Test
    void aScriptThatIsNotExecutableIsNoShell() throws UnavailableException {
        assertThat(read(new Tar().file("usr/bin/sh", "x").gzip()).facts().shell())
                .isFalse();
    }

    @Test
    void aWhiteoutTakesAwayWhatLowerLayersHave() throws UnavailableException {
        Content content = read(
                debian().gzip(),
                new Tar()
                        .file("usr/bin/.wh.apt-get", "")
                        .file("usr/bin/.wh.dpkg", "")
                        .gzip());
        assertThat(content.facts().packageManager()).isEqualTo("none");
        assertThat(content.facts().shell()).isTrue();
    }

    @Test
    void aWhiteoutOfADirectoryTakesAllBelowIt() throws UnavailableException {
        Content content = read(debian().gzip(), new Tar().file(".wh.bin", "").gzip());
        assertThat(content.facts().shell()).isFalse();
        assertThat(content.facts().packageManager()).isEqualTo("apt");
    }

    @Test
    void anOpaqueDirectoryHidesLowerLayersAndNotItsOwnWhateverTheOrder() throws UnavailableException {
        byte[] first =
                new Tar().file("bin/.wh..wh..opq", "").program("bin/bash").gzip();
        byte[] last = new Tar().program("bin/bash").file("bin/.wh..wh..opq", "").gzip();
        for (byte[] layer : new byte[][] {first, last}) {
            Content content = read(
                    new Tar().program("bin/sh", "bin/apt-get", "binary/bin/sh").gzip(), layer);
            assertThat(content.facts().shell()).isTrue();
            assertThat(content.facts().packageManager()).isEqualTo("none");
        }
    }

    @Test
    void anOpaqueRootHidesEverythingBelow() throws UnavailableException {
        Content content = read(
                debian().gzip(),
                new Tar().file(".wh..wh..opq", "").program("app").gzip());
        assertThat(content.empty()).isTrue();
    }

    @Test
    void aFileInPlaceOfADirectoryTakesAllBelowIt() throws UnavailableException {
        assertThat(read(
                                new Tar().program("opt/x/bin/bash").gzip(),
                                new Tar().file("opt/x", "").gzip())
                        .facts()
                        .shell())
                .isFalse();
    }

    @Test
    void aWhiteoutDoesNotReachItsOwnLayerOrNeighboursOfTheName() throws UnavailableException {
        assertThat(read(new Tar().program("bin/sh").file("bin/.wh.sh", "").gzip())
                        .facts()
                        .shell())
                .isTrue();
        assertThat(read(
                                new Tar()
                                        .program("opt-x/bin/sh", "opt.x/bin/sh")
                                        .gzip(),
                                new Tar().file(".wh.opt", "").gzip())
                        .facts()
                        .shell())
                .isTrue();
    }

    @Test
    void namesAreReadHoweverTheyAreWritten() throws UnavailableException {
        assertThat(read(new Tar().program("./bin/sh").gzip()).facts().shell()).isTrue();
        assertThat(read(new Tar().program("/bin//sh").gzip()).facts().shell()).isTrue();
    }

    @Test
    void osReleaseIsFollowedThroughLinksWithinTheImageAndNoFurther() throws UnavailableException {
        assertThat(read(new Tar()
                                .link("etc/os-release", "../usr/lib/os-release")
                                .link("usr/lib/os-release", "./os-release-container")
                                .file("usr/lib/os-release-container", "ID=fedora\nVERSION_ID=44\n")
                                .gzip())
                        .facts()
                        .distribution())
                .isEqualTo("fedora");
        assertThat(read(new Tar()
                                .hardLink("etc/os-release", "usr/lib/os-release")
                                .file("usr/lib/os-release", "ID=wolfi\n")
                                .gzip())
                        .facts()
                        .distribution())
                .isEqualTo("wolfi");
        assertThat(read(new Tar()
                                .link("etc/os-release", "../../../../etc/passwd")
                                .gzip())
                        .facts()
                        .distribution())
                .isNull();
        assertThat(read(new Tar()
                                .link("etc/os-release", "../usr/lib/os-release")
                                .link("usr/lib/os-release", "../../etc/os-release")
                                .gzip())
                        .facts()
                        .distribution())
                .isNull();
    }

    @Test
    void valuesThatAreNoPlainWordsAreNotRepeated() throws UnavailableException {
        assertThat(read(new Tar()
                                .file("etc/os-release", "ID=\"\u001b[31mevil\"\nVERSION_ID=$(reboot)\n")
                                .gzip())
                        .facts())
                .isEqualTo(new Facts(null, null, null, Libc.NONE, false, "none", false, null));
    }

    @Test
    void readingStopsEarlyOnlyWhereNothingIsLeftToBeFound() throws UnavailableException {
        byte[] everything =
                debian().program("usr/bin/gcc").file("rest", new byte[1 << 20]).gzip();
        Content alone = read(everything);
        assertThat(alone.complete()).isFalse();
        assertThat(alone.facts()).isEqualTo(new Facts("debian", "13", "trixie", Libc.GLIBC, true, "apt", true, null));
        // A layer above may take it all away.
        assertThat(read(everything, new Tar().file(".wh..wh..opq", "").gzip()).empty())
                .isTrue();
    }
}
