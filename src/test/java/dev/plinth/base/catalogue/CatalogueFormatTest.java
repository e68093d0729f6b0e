package dev.plinth.base.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.image.MalformedException;
import dev.plinth.testing.Rounds;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CatalogueFormatTest {

    private static final int HEAD = 9;

    private static byte[] body(byte[] catalogue) {
        return Arrays.copyOfRange(catalogue, HEAD, catalogue.length - CatalogueFormat.SUM_BYTES);
    }

    private static byte[] some() {
        return CatalogueFormat.write(Builds.random(new Random(7), 30));
    }

    @Test
    void whatIsWrittenIsReadBack() throws MalformedException {
        for (int seed = 0; seed < 50; seed++) {
            List<KnownBuild> builds = Builds.random(new Random(seed), seed);
            assertThat(CatalogueFormat.read(CatalogueFormat.write(builds))).isEqualTo(builds);
        }
    }

    @Test
    void theSameBuildsGiveTheSameBytes() {
        assertThat(some()).isEqualTo(some());
    }

    @Test
    void otherBytesAreNoCatalogue() {
        for (byte[] bytes : new byte[][] {
            {}, {1}, "not a catalogue at all".getBytes(StandardCharsets.UTF_8), Arrays.copyOf(some(), 8), new byte[4096]
        }) {
            assertThatThrownBy(() -> CatalogueFormat.read(bytes))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageContaining("no catalogue");
        }
    }

    @Test
    void anotherFormatIsToldFromDamage() {
        byte[] newer = some();
        newer[HEAD - 1] = 2;
        assertThatThrownBy(() -> CatalogueFormat.read(newer))
                .hasMessage("this is a catalogue of format 2; this program reads format 1");
    }

    @Test
    void everySingleDamagedByteIsNoticed() {
        byte[] good = some();
        for (int at = HEAD; at < good.length; at += 7) {
            byte[] damaged = good.clone();
            damaged[at] ^= 0x10;
            assertThatThrownBy(() -> CatalogueFormat.read(damaged)).hasMessageContaining("checksum");
        }
        for (int length = HEAD; length < good.length; length += 11) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> CatalogueFormat.read(cut)).isInstanceOf(MalformedException.class);
        }
    }

    /** An attacker writes a right checksum: what is read then is a catalogue or malformed, and nothing else. */
    @Test
    void mutatedBodiesAreReadOrRefusedAndNothingElse() {
        byte[] good = body(some());
        Random random = new Random(11);
        int read = 0;
        int refused = 0;
        for (int round = 0; round < Rounds.of(10_000); round++) {
            byte[] mutated = mutate(good, random);
            try {
                List<KnownBuild> builds = CatalogueFormat.readBody(mutated);
                read++;
                // What was read can be used: no half-valid value hides in it.
                if (round % 50 == 0) {
                    assertThat(new CatalogueMerge().add(builds).catalogue().chains())
                            .isLessThanOrEqualTo(builds.size());
                }
            } catch (MalformedException e) {
                refused++;
                assertThat(e.getMessage()).matches("[\\x20-\\x7e…]+").hasSizeLessThan(300);
            }
        }
        assertThat(read).isPositive();
        assertThat(refused).isPositive();
    }

    private static byte[] mutate(byte[] good, Random random) {
        byte[] mutated = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
        for (int i = random.nextInt(4); i >= 0 && mutated.length > 0; i--) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
        }
        return mutated;
    }

    @Test
    void announcedCountsCostNothing() {
        for (byte[] count : new byte[][] {number(Integer.MAX_VALUE), number(Long.MAX_VALUE), number(-1)}) {
            refused(count);
            refused(number(0), count);
            refused(number(0), number(0), count);
            refused(number(1), count);
            refused(number(1), number(1), "x".getBytes(StandardCharsets.UTF_8), number(0), number(1), number(0), count);
        }
        byte[] endless = new byte[64];
        Arrays.fill(endless, (byte) 0xff);
        refused(endless);
    }

    /** Two bytes each, and sixty-odd in memory. */
    @Test
    void bytesThatWouldTakeManyTimesTheirSizeAreRefused() {
        byte[] strings = new byte[2_000_000];
        for (int i = 0; i < strings.length; i += 2) {
            strings[i] = 1;
            strings[i + 1] = 'x';
        }
        assertThatThrownBy(() -> CatalogueFormat.readBody(concatenated(number(1_000_000), strings)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("far more memory");
    }

    @Test
    void whatAnHonestCatalogueHoldsIsRead() throws MalformedException {
        List<KnownBuild> builds = Builds.random(new Random(5), 5_000);

        assertThat(CatalogueFormat.read(CatalogueFormat.write(builds))).hasSize(5_000);
    }

    @Test
    void stringsThatWouldMoveACursorAreRefused() {
        refused(number(1), number(3), "a\u001bb".getBytes(StandardCharsets.UTF_8), number(0), number(0));
        refused(number(1), number(2), new byte[] {(byte) 0xc3, 0x28}, number(0), number(0));
        refused(number(1), number(0), number(0), number(0));
        refused(number(1), number(600), new byte[600], number(0), number(0));
    }

    @Test
    void somethingAfterTheEndIsRefused() {
        refused(number(0), number(0), number(0), new byte[] {1});
    }

    private static void refused(byte[]... parts) {
        assertThatThrownBy(() -> CatalogueFormat.readBody(concatenated(parts))).isInstanceOf(MalformedException.class);
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            body.writeBytes(part);
        }
        return body.toByteArray();
    }

    private static byte[] number(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }
}
