package dev.plinth.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.base.inquiry.Content;
import dev.plinth.image.Descriptor;
import dev.plinth.image.MediaType;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.layers.LayerFixture.Tar;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.UnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Layers that would go on for ever or fill the memory, under the limits that the program runs with: each ends with a reason. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class EndlessLayersTest {

    private static final int RECORD = 512;
    private static final long MIB = 1024 * 1024;
    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** A plain layer that begins so and then repeats one byte, as long as it says it is. */
    private static LayerFixture endless(byte[] beginning, char repeated, long size) {
        LayerFixture fixture = new LayerFixture() {
            @Override
            public InputStream layer(ImageReference repository, Descriptor descriptor, Exchange exchange) {
                return new SequenceInputStream(new java.io.ByteArrayInputStream(beginning), new InputStream() {
                    @Override
                    public int read() {
                        return repeated;
                    }

                    @Override
                    public int read(byte[] bytes, int from, int length) {
                        Arrays.fill(bytes, from, from + length, (byte) repeated);
                        return length;
                    }
                });
            }
        };
        return fixture.with(new byte[0], size, new MediaType("application/vnd.oci.image.layer.v1.tar"));
    }

    private static void refused(LayerFixture fixture, long mostMemory, Reason... reasons) {
        long thread = Thread.currentThread().threadId();
        long before = THREAD.getThreadAllocatedBytes(thread);
        UnavailableException e =
                catchThrowableOfType(UnavailableException.class, () -> fixture.read(LayerLimits.DEFAULT));
        assertThat(e).isNotNull();
        assertThat(e.unavailable().reason()).isIn((Object[]) reasons);
        assertThat(e.getMessage()).matches("[\\x20-\\x7e]{1,300}");
        assertThat(THREAD.getThreadAllocatedBytes(thread) - before).isLessThan(mostMemory);
    }

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

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    @Test
    void aPaxHeaderOfAHundredMegabytesIsNotHeld() {
        byte[] beginning = header("pax", 'x', "%011o".formatted(100 * MIB));
        refused(endless(beginning, 'a', 200 * MIB), 24 * MIB, Reason.TOO_LARGE, Reason.MALFORMED);
        byte[] record = Arrays.copyOf(beginning, RECORD + 18);
        put(record, RECORD, "104857600 comment=");
        refused(endless(record, 'a', 200 * MIB), 24 * MIB, Reason.TOO_LARGE, Reason.MALFORMED);
        record[156] = 'g';
        refused(endless(record, 'a', 200 * MIB), 24 * MIB, Reason.TOO_LARGE, Reason.MALFORMED);
    }

    @Test
    void aLongNameWithoutEndIsNotHeld() {
        for (char type : new char[] {'L', 'K'}) {
            byte[] beginning = header("././@LongLink", type, "%011o".formatted(1024 * MIB));
            refused(endless(beginning, 'a', 1000 * MIB), 24 * MIB, Reason.TOO_LARGE, Reason.MALFORMED);
        }
    }

    @Test
    void sizesThatContradictThemselvesAreMalformed() {
        for (String size : new String[] {"-5", "99999999999999999999", "9223372036854775807", "x"}) {
            String field = " size=" + size + "\n";
            String record = (field.length() + 2) + field;
            byte[] layer = join(
                    header("pax", 'x', "%011o".formatted(record.length())),
                    Arrays.copyOf(record.getBytes(StandardCharsets.US_ASCII), RECORD),
                    header("bin/sh", '0', "00000000000"));
            refused(new LayerFixture().with(layer), 24 * MIB, Reason.MALFORMED, Reason.TOO_LARGE);
        }
    }

    @Test
    void sparseFilesOfPaxAreNotExpanded() {
        Tar sparse = new Tar()
                .pax("GNUSparseFile.0/bin/sh", "GNU.sparse.major", "1")
                .pax("bin/bash", "GNU.sparse.map", "0,9223372036854775807")
                .pax("bin/dash", "GNU.sparse.realsize", "9223372036854775807");
        UnavailableException e = catchThrowableOfType(
                UnavailableException.class,
                () -> new LayerFixture().with(sparse.plain()).read(LayerLimits.DEFAULT));
        if (e != null) {
            assertThat(e.unavailable().reason()).isIn(Reason.UNSUPPORTED, Reason.MALFORMED, Reason.TOO_LARGE);
        }
    }

    @Test
    void aGzipHeaderWithoutEndIsNotHeld() {
        // FNAME is set, and its name never ends.
        byte[] beginning = {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 3};
        refused(endless(beginning, 'n', 20 * MIB), 64 * MIB, Reason.TOO_LARGE, Reason.MALFORMED);
    }

    @Test
    void emptyMembersAndFramesByTheHundredThousandEndSoon() {
        byte[] member = LayerFixture.gzip(new byte[0]);
        byte[] skippable = {0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0};
        for (byte[] one : new byte[][] {member, skippable}) {
            ByteArrayOutputStream flood = new ByteArrayOutputStream();
            for (int i = 0; i < 300_000; i++) {
                flood.writeBytes(one);
            }
            LayerFixture fixture = new LayerFixture().with(flood.toByteArray());
            UnavailableException e =
                    catchThrowableOfType(UnavailableException.class, () -> fixture.read(LayerLimits.DEFAULT));
            assertThat(e == null
                            || e.unavailable().reason() == Reason.MALFORMED
                            || e.unavailable().reason() == Reason.TOO_LARGE)
                    .isTrue();
        }
    }

    @Test
    void linksThatLeadInCirclesLeadNowhere() throws UnavailableException {
        Content content = new LayerFixture()
                .with(new Tar()
                        .link("etc/os-release", "../usr/lib/os-release")
                        .link("usr/lib/os-release", "../../etc/os-release")
                        .hardLink("bin/self", "bin/self")
                        .link("bin/sh", "sh")
                        .gzip())
                .read(LayerLimits.DEFAULT);
        assertThat(content.facts().distribution()).isNull();
    }

    @Test
    void anEndlessReleaseFileIsReadInPartAndItsValuesAreShort() throws UnavailableException {
        byte[] text = ("ID=debian\nVERSION_ID=\"" + "9".repeat(40_000) + "\"\nVERSION_CODENAME=\u001b[2Jtrixie\n"
                        + "PRETTY_NAME=" + "x".repeat(3_000_000))
                .getBytes(StandardCharsets.UTF_8);
        Content content = new LayerFixture()
                .with(new Tar().file("etc/os-release", text).program("bin/sh").gzip())
                .read(LayerLimits.DEFAULT);
        assertThat(content.facts().distribution()).isEqualTo("debian");
        assertThat(String.valueOf(content.facts().release())).hasSizeLessThan(200);
        assertThat(String.valueOf(content.facts().codename())).doesNotContain("\u001b");
    }

    @Test
    void whiteoutsOfEverythingRemoveEverything() throws UnavailableException {
        Tar removing = new Tar().file(".wh..wh..opq", "");
        for (int i = 0; i < 5_000; i++) {
            removing.file("bin/.wh.p" + i, "");
        }
        Content content = new LayerFixture()
                .with(new Tar().program("bin/sh", "usr/bin/apt-get").gzip())
                .with(removing.gzip())
                .read(LayerLimits.DEFAULT);
        assertThat(content.facts().shell()).isFalse();
    }
}
