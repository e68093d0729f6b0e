package dev.plinth.registry.distribution;

import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.image.reference.Digest;
import dev.plinth.review.source.UnavailableException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests over received bytes. */
public final class Verification {

    private Verification() {}

    static Digest sha256(byte[] bytes) {
        return of("sha256", bytes);
    }

    /** Whether the bytes are what the digest says. */
    public static boolean matches(Digest digest, byte[] bytes) {
        return of(digest.algorithm(), bytes).equals(digest);
    }

    private static Digest of(String algorithm, byte[] bytes) {
        return new Digest(
                algorithm, HexFormat.of().formatHex(algorithm(algorithm).digest(bytes)));
    }

    private static MessageDigest algorithm(String name) {
        try {
            return MessageDigest.getInstance(name.equals("sha512") ? "SHA-512" : "SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256 and SHA-512", e);
        }
    }

    /** The same bytes; at their end an IOException if they are not what was asked for. */
    static InputStream verifying(InputStream in, Digest digest, long size) {
        return new Verifying(in, digest, size);
    }

    private static final class Verifying extends FilterInputStream {

        private final MessageDigest sum;
        private final Digest digest;
        private final long size;
        private long read;
        private boolean verified;

        Verifying(InputStream in, Digest digest, long size) {
            super(in);
            sum = algorithm(digest.algorithm());
            this.digest = digest;
            this.size = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            if (count > 0) {
                sum.update(target, offset, count);
                read += count;
            } else if (count < 0 && !verified) {
                // Asking for the sum begins a new one, and readers come to the end more than once.
                if (read != size || !HexFormat.of().formatHex(sum.digest()).equals(digest.hex())) {
                    String text = "a layer is not what its digest says";
                    throw new IOException(text, new UnavailableException(Unavailable.of(Reason.MALFORMED, null, text)));
                }
                verified = true;
            }
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = 0;
            byte[] block = new byte[8 * 1024];
            while (skipped < count) {
                int got = read(block, 0, (int) Math.min(block.length, count - skipped));
                if (got < 0) {
                    break;
                }
                skipped += got;
            }
            return skipped;
        }
    }
}
