package dev.plinth.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damaged, spliced and blown-up forms of good documents; the same seed gives the same forms. */
final class Mutations {

    /** What parsers trip over: ends, nesting, numbers, escapes, controls, other writing directions. */
    private static final List<String> TOKENS = List.of(
            "null",
            "{}",
            "[]",
            "[[[[[[[[",
            "{\"a\":",
            "\"\"",
            "-1",
            "9223372036854775808",
            "1e999999",
            "0.0000000001",
            "true",
            "\\u0000",
            "\\ud800",
            "\u0000",
            "\u001b[2J",
            "\u202e",
            "&a [*a,*a]",
            "<<: *a",
            "!!java/object:x",
            "? ",
            "---\n",
            "\t",
            "\r\n",
            "sha256:",
            "sha512:" + "0".repeat(128),
            "@",
            ":",
            "/",
            "**",
            "%",
            "..",
            "${X:-${Y}}",
            "application/vnd.oci.image.index.v1+json",
            "a".repeat(3_000));

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    byte[] of(List<byte[]> seeds) {
        byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            bytes = once(bytes, seeds);
        }
        return bytes;
    }

    private byte[] once(byte[] bytes, List<byte[]> seeds) {
        if (bytes.length == 0) {
            return token();
        }
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(7)) {
            case 0 -> flipped(bytes, at);
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> without(bytes, at, 1 + random.nextInt(40));
            case 3 -> with(bytes, at, token());
            case 4 -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                int from = random.nextInt(other.length);
                yield with(
                        bytes, at, Arrays.copyOfRange(other, from, Math.min(other.length, from + random.nextInt(400))));
            }
            case 5 -> {
                byte[] some = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(60)));
                for (int i = random.nextInt(20); i > 0; i--) {
                    bytes = with(bytes, at, some);
                }
                yield bytes;
            }
            default -> with(bytes, at, new byte[] {(byte) random.nextInt(256), (byte) random.nextInt(256)});
        };
    }

    private byte[] token() {
        return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] flipped(byte[] bytes, int at) {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    private static byte[] without(byte[] bytes, int at, int length) {
        ByteArrayOutputStream rest = new ByteArrayOutputStream(bytes.length);
        rest.write(bytes, 0, at);
        int end = Math.min(bytes.length, at + length);
        rest.write(bytes, end, bytes.length - end);
        return rest.toByteArray();
    }

    private static byte[] with(byte[] bytes, int at, byte[] added) {
        ByteArrayOutputStream more = new ByteArrayOutputStream(bytes.length + added.length);
        more.write(bytes, 0, at);
        more.writeBytes(added);
        more.write(bytes, at, bytes.length - at);
        return more.toByteArray();
    }
}
