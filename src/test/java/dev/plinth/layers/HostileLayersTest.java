package dev.plinth.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.base.inquiry.Content;
import dev.plinth.image.Descriptor;
import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.layers.LayerFixture.Tar;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.Requester;
import dev.plinth.review.source.UnavailableException;
import dev.plinth.testing.Rounds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a layer is, reading it ends soon, in little memory, with a reason. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class HostileLayersTest {

    private static final int RECORD = 512;

    private static void refused(Reason reason, byte[]... layers) {
        LayerFixture fixture = new LayerFixture();
        for (byte[] layer : layers) {
            fixture.with(layer);
        }
        refused(reason, fixture, LayerFixture.SMALL);
    }

    private static void refused(Reason reason, LayerFixture fixture, LayerLimits limits) {
        UnavailableException e = catchThrowableOfType(UnavailableException.class, () -> fixture.read(limits));
        assertThat(e).isNotNull();
        assertThat(e.unavailable().reason()).isEqualTo(reason);
        assertThat(e.getMessage()).matches("[\\x20-\\x7e]*");
    }

    /** A tar header as it stands on the wire. */
    private static byte[] header(String name, char type, String size) {
        byte[] header = new byte[RECORD];
        put(header, 0, name);
        put(header, 100, "0000755");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, size);
        put(header, 136, "00000000000");
        header[156] = (byte) type;
        put(header, 257, "ustar\u000000");
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] padded(byte[] content) {
        return Arrays.copyOf(content, (content.length + RECORD - 1) / RECORD * RECORD);
    }

    @Test
    void aBombIsTooLargeInEveryCompression() {
        byte[] bomb = new Tar().file("zeros", new byte[20 << 20]).plain();
        refused(Reason.TOO_LARGE, LayerFixture.gzip(bomb));
        refused(Reason.TOO_LARGE, LayerFixture.zstd(bomb, 0));
    }

    @Test
    void aBombAfterTheEndOfTheArchiveIsTooLarge() {
        refused(Reason.TOO_LARGE, LayerFixture.gzip(new byte[20 << 20]));
    }

    @Test
    void severalLayersShareOneBudget() {
        byte[] half = new Tar().file("zeros", new byte[10 << 20]).gzip();
        refused(Reason.TOO_LARGE, half, half);
    }

    @Test
    void aZstdFrameThatAsksForMuchMemoryIsTooLarge() {
        refused(
                Reason.TOO_LARGE,
                LayerFixture.zstd(new Tar().file("noise", noise(100_000)).plain(), 27));
    }

    @Test
    void moreBytesThanTheLimitAreRefusedBeforeAnyIsRead() {
        LayerFixture fixture = new LayerFixture() {
            @Override
            public InputStream layer(ImageReference repository, Descriptor descriptor, Exchange exchange) {
                throw new AssertionError("asked for");
            }
        };
        refused(
                Reason.TOO_LARGE,
                fixture.with(new byte[0], Long.MAX_VALUE, MediaType.OCI_LAYER_GZIP),
                LayerFixture.SMALL);
    }

    @Test
    void tooManyFilesAreTooLarge() {
        Tar tar = new Tar();
        for (int i = 0; i < 2_001; i++) {
            tar.file("f" + i, "");
        }
        refused(Reason.TOO_LARGE, tar.gzip());
    }

    @Test
    void longNamesAndPaxRecordsAreBounded() {
        byte[] endless = new byte[200_000];
        Arrays.fill(endless, (byte) 'a');
        String size = "%011o".formatted(endless.length);
        byte[] end = header("x", '0', "00000000000");
        refused(Reason.TOO_LARGE, join(header("././@LongLink", 'L', size), padded(endless), end));
        refused(Reason.TOO_LARGE, join(header("././@LongLink", 'K', size), padded(endless), end));
        refused(
                Reason.TOO_LARGE,
                new Tar().pax("x", "comment", "a".repeat(100_000)).gzip());
        byte[] record = ("200000 comment=" + "a".repeat(200_000 - 16) + "\n").getBytes(StandardCharsets.UTF_8);
        refused(Reason.TOO_LARGE, join(header("p", 'g', "%011o".formatted(record.length)), padded(record), end));
    }

    @Test
    void aFloodOfPaxHeadersEndsWithoutOverflowingTheStack() {
        byte[] one = join(
                header("p", 'x', "%011o".formatted(16)), padded("16 comment=aaaa\n".getBytes(StandardCharsets.UTF_8)));
        ByteArrayOutputStream flood = new ByteArrayOutputStream();
        for (int i = 0; i < 20_000; i++) {
            flood.writeBytes(one);
        }
        byte[] layer = LayerFixture.gzip(flood.toByteArray());
        refused(Reason.TOO_LARGE, layer);
        refused(Reason.TOO_LARGE, new LayerFixture().with(layer), LayerLimits.DEFAULT);
    }

    @Test
    void absurdSizesAreMalformed() {
        byte[] base256 = header("x", '0', "00000000000");
        base256[124] = (byte) 0x80;
        Arrays.fill(base256, 125, 136, (byte) 0xff);
        refused(Reason.MALFORMED, base256);
        refused(Reason.MALFORMED, join(header("x", '0', "77777777777"), new byte[RECORD]));
        refused(Reason.MALFORMED, header("x", '0', "-1"));
        refused(Reason.MALFORMED, join(header("bin/", '5', "00000000777"), new byte[RECORD * 4]));
    }

    @Test
    void sparseFilesAreNotExpanded() {
        byte[] sparse = header("s", 'S', "00000000000");
        put(sparse, 386, "00000000000");
        put(sparse, 398, "77777777777");
        put(sparse, 483, "77777777777");
        Arrays.fill(sparse, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : sparse) {
            sum += b & 0xff;
        }
        put(sparse, 148, "%06o\0 ".formatted(sum));
        UnavailableException e = catchThrowableOfType(
                UnavailableException.class,
                () -> new LayerFixture().with(sparse).read());
        assertThat(e.unavailable().reason()).isIn(Reason.UNSUPPORTED, Reason.MALFORMED);
    }

    @Test
    void namesOutsideOfTheImageAreMalformed() {
        refused(Reason.MALFORMED, new Tar().program("../bin/sh").gzip());
        refused(Reason.MALFORMED, new Tar().program("usr/../../bin/sh").gzip());
        refused(Reason.MALFORMED, new Tar().file("x/..", "").gzip());
        refused(Reason.MALFORMED, new Tar().file("a/".repeat(2100) + "x", "").gzip());
    }

    @Test
    void strangeNamesAreNoLandmarksAndDoNoHarm() throws UnavailableException {
        Content content = new LayerFixture()
                .with(new Tar()
                        .program("bin/sh\n", "bin/\u001b[2Jsh", "bin/s\u0000h/x", "\u202ebin/sh")
                        .link("bin/self", "self")
                        .link("etc/os-release", "/" + "../".repeat(500) + "etc/shadow")
                        .gzip())
                .read();
        assertThat(content.facts().shell()).isFalse();
        assertThat(content.facts().distribution()).isNull();
    }

    @Test
    void nestedArchivesAreFilesLikeOthers() throws UnavailableException {
        byte[] inner = new Tar().program("bin/sh").gzip();
        assertThat(new LayerFixture()
                        .with(new Tar().file("layer.tar.gz", inner).gzip())
                        .read()
                        .facts()
                        .shell())
                .isFalse();
        refused(Reason.MALFORMED, LayerFixture.gzip(inner));
    }

    @Test
    void whatIsNoArchiveIsMalformed() {
        byte[] noise = new byte[4096];
        new Random(2).nextBytes(noise);
        refused(Reason.MALFORMED, noise);
        refused(Reason.MALFORMED, LayerFixture.gzip(noise));
        refused(Reason.MALFORMED, "<html>not found</html>".repeat(100).getBytes(StandardCharsets.UTF_8));
        refused(Reason.MALFORMED, new byte[] {0x1f, (byte) 0x8b});
        refused(Reason.MALFORMED, new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd});
    }

    @Test
    void aLayerThatIsCutShortIsMalformedWhereverItIsCut() {
        Tar tar = new Tar().program("bin/sh").file("noise", noise(5000));
        byte[] plain = tar.plain();
        for (byte[] layer : List.of(LayerFixture.gzip(plain), LayerFixture.zstd(plain, 0))) {
            for (int length = 1; length < layer.length - 1; length += 97) {
                refused(Reason.MALFORMED, Arrays.copyOf(layer, length));
            }
        }
    }

    @Test
    void aLayerThatIsLongerOrShorterThanItsDescriptorSaysIsMalformed() {
        byte[] layer = new Tar().program("bin/sh").gzip();
        refused(
                Reason.MALFORMED,
                new LayerFixture().with(layer, layer.length - 1, MediaType.OCI_LAYER_GZIP),
                LayerFixture.SMALL);
        refused(
                Reason.MALFORMED,
                new LayerFixture().with(layer, layer.length + 1, MediaType.OCI_LAYER_GZIP),
                LayerFixture.SMALL);
    }

    @Test
    void encryptedForeignAndOtherLayersAreUnsupported() {
        for (String type : List.of(
                "application/vnd.oci.image.layer.v1.tar+gzip+encrypted",
                "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
                "application/vnd.in-toto+json")) {
            refused(
                    Reason.UNSUPPORTED,
                    new LayerFixture().with(new Tar().gzip(), 100, new MediaType(type)),
                    LayerFixture.SMALL);
        }
    }

    @Test
    void timeIsLimited() {
        LayerLimits none = new LayerLimits(1 << 20, 1 << 20, 10, 1 << 16, Duration.ZERO);
        refused(
                Reason.TIMED_OUT,
                new LayerFixture().with(new Tar().program("bin/sh").gzip()),
                none);
    }

    @Test
    void theReadersOwnDeadlineCountsToo() {
        LayerFixture fixture = new LayerFixture().with(new Tar().gzip());
        assertThatThrownBy(() -> new StreamingLayerReader(fixture, LayerFixture.SMALL)
                        .read(
                                LayerFixture.REPOSITORY,
                                List.of(Descriptor.of(
                                        MediaType.OCI_LAYER_GZIP,
                                        Digest.sha256("%064x".formatted(1)),
                                        new Tar().gzip().length)),
                                Exchange.of(Requester.OPERATOR, Deadline.after(Duration.ZERO))))
                .hasMessageContaining("timed-out");
    }

    @Test
    void aBrokenConnectionIsUnreachableAndAKnownReasonIsKept() {
        refused(Reason.UNREACHABLE, breaking(new IOException("reset")), LayerFixture.SMALL);
        refused(
                Reason.MALFORMED,
                breaking(new IOException(
                        "digest", new UnavailableException(Unavailable.of(Reason.MALFORMED, null, "wrong digest")))),
                LayerFixture.SMALL);
    }

    private static LayerFixture breaking(IOException e) {
        byte[] layer = new Tar().program("bin/sh").file("noise", noise(200_000)).gzip();
        LayerFixture fixture = new LayerFixture() {
            @Override
            public InputStream layer(ImageReference repository, Descriptor descriptor, Exchange exchange) {
                return new InputStream() {
                    private int at;

                    @Override
                    public int read() throws IOException {
                        if (at > layer.length / 2) {
                            throw e;
                        }
                        return layer[at++] & 0xff;
                    }
                };
            }
        };
        return fixture.with(layer);
    }

    @Test
    void mutatedLayersAreReadOrRefusedAndNothingElse() {
        byte[] plain = new Tar()
                .program("bin/sh", "usr/bin/apt-get")
                .link("etc/os-release", "../usr/lib/os-release")
                .file("usr/lib/os-release", "ID=debian\n")
                .pax("pax", "comment", "x")
                .file("a".repeat(150), "y")
                .plain();
        Random random = new Random(3);
        int readable = 0;
        for (int round = 0; round < Rounds.of(2_000); round++) {
            byte[] mutated = plain.clone();
            for (int i = random.nextInt(8); i >= 0; i--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            byte[] layer = switch (round % 4) {
                case 0 -> LayerFixture.gzip(mutated);
                case 1 -> flipped(LayerFixture.gzip(plain), random);
                case 2 -> flipped(LayerFixture.zstd(plain, 0), random);
                default -> mutated;
            };
            try {
                Content content = new LayerFixture().with(layer).read();
                readable += content.complete() ? 1 : 0;
            } catch (UnavailableException e) {
                assertThat(e.unavailable().reason()).isIn(Reason.MALFORMED, Reason.TOO_LARGE, Reason.UNSUPPORTED);
            }
        }
        assertThat(readable).isPositive();
    }

    private static byte[] flipped(byte[] layer, Random random) {
        layer[random.nextInt(layer.length)] ^= (byte) (1 << random.nextInt(8));
        return layer;
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(4).nextBytes(noise);
        return noise;
    }
}
