package dev.plinth.certificates;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/**
 * The few words of DER (ITU-T X.690) that certificates are written in. Our own, since a whole cryptographic library for them would be
 * loaded by the TLS stack at every start.
 */
final class Der {

    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;

    /** RFC 5280, section 4.1.2.5: times to 2049 are written short. */
    private static final Instant LONG_FROM = Instant.parse("2050-01-01T00:00:00Z");

    private static final DateTimeFormatter SHORT =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter LONG =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private Der() {}

    static byte[] sequence(byte[]... parts) {
        return value(SEQUENCE, concatenated(parts));
    }

    static byte[] integer(BigInteger number) {
        return value(INTEGER, number.toByteArray());
    }

    static byte[] integer(long number) {
        return integer(BigInteger.valueOf(number));
    }

    static byte[] yes() {
        return value(BOOLEAN, new byte[] {(byte) 0xff});
    }

    static byte[] octets(byte[] content) {
        return value(OCTET_STRING, content);
    }

    /**
     * Bits.
     *
     * @param unused how many of the last byte's lowest bits do not count
     */
    static byte[] bits(int unused, byte... content) {
        return value(BIT_STRING, concatenated(new byte[] {(byte) unused}, content));
    }

    /** {@code 2.5.29.19}. */
    static byte[] identifier(String dotted) {
        int[] arcs =
                Arrays.stream(dotted.split("[.]")).mapToInt(Integer::parseInt).toArray();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(arcs[0] * 40 + arcs[1]);
        for (int i = 2; i < arcs.length; i++) {
            for (int shift = 28; shift >= 0; shift -= 7) {
                if (arcs[i] >>> shift != 0 || shift == 0) {
                    out.write(arcs[i] >>> shift & 0x7f | (shift == 0 ? 0 : 0x80));
                }
            }
        }
        return value(OBJECT_IDENTIFIER, out.toByteArray());
    }

    static byte[] time(Instant time) {
        return time.isBefore(LONG_FROM)
                ? value(UTC_TIME, SHORT.format(time).getBytes(StandardCharsets.US_ASCII))
                : value(GENERALIZED_TIME, LONG.format(time).getBytes(StandardCharsets.US_ASCII));
    }

    /** A value with a tag of its context, around others or in place of their own tag. */
    static byte[] tagged(int number, boolean constructed, byte[] content) {
        return value(0x80 | (constructed ? 0x20 : 0) | number, content);
    }

    /** The first value within a sequence, whole. */
    static byte[] firstOf(byte[] sequence) {
        int at = headerLength(sequence, 0);
        int length = headerLength(sequence, at) + contentLength(sequence, at);
        return Arrays.copyOfRange(sequence, at, at + length);
    }

    private static int headerLength(byte[] bytes, int at) {
        int first = bytes[at + 1] & 0xff;
        return first < 0x80 ? 2 : 2 + (first & 0x7f);
    }

    private static int contentLength(byte[] bytes, int at) {
        int first = bytes[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = length << 8 | bytes[at + 2 + i] & 0xff;
        }
        return length;
    }

    private static byte[] value(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 5);
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int from = length[0] == 0 ? 1 : 0;
            out.write(0x80 | length.length - from);
            out.write(length, from, length.length - from);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
