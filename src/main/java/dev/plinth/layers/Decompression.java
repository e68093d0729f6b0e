package dev.plinth.layers;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.plinth.base.Unavailable.Reason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Gzip (RFC 1952), zstd (RFC 8878) or neither, told by the first bytes: media types of layers are too often wrong. */
final class Decompression {

    /** The most memory that a zstd frame may ask for, as a power of two: 32 MiB. Builders use 8 MiB and less. */
    private static final int WINDOW = 25;

    private static final int BUFFER = 32 * 1024;

    private Decompression() {}

    static InputStream of(CompressedStream compressed) throws IOException {
        BufferedInputStream peeked = new BufferedInputStream(compressed, BUFFER);
        peeked.mark(4);
        byte[] magic = peeked.readNBytes(4);
        peeked.reset();
        if (magic.length >= 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b) {
            return new BufferedInputStream(new GZIPInputStream(peeked, BUFFER), BUFFER);
        }
        if (isZstd(magic)) {
            return new BufferedInputStream(zstd(peeked), BUFFER);
        }
        return peeked;
    }

    /** What it means that reading an archive failed with this. */
    static LimitException failure(Exception e) {
        if (e instanceof ZstdIOException zstd && zstd.getErrorCode() == Zstd.errFrameParameterWindowTooLarge()) {
            return new LimitException(
                    Reason.TOO_LARGE, "a layer asks for more than " + (1 << WINDOW) + " bytes of memory to unpack");
        }
        return new LimitException(Reason.MALFORMED, "a layer is no tar archive in gzip, zstd or plain");
    }

    private static boolean isZstd(byte[] magic) {
        if (magic.length < 4) {
            return false;
        }
        int word = magic[0] & 0xff | (magic[1] & 0xff) << 8 | (magic[2] & 0xff) << 16 | (magic[3] & 0xff) << 24;
        // A frame, or a skippable one that comes before it.
        return word == 0xFD2FB528 || (word & 0xFFFFFFF0) == 0x184D2A50;
    }

    private static InputStream zstd(InputStream in) throws IOException {
        try {
            ZstdInputStreamNoFinalizer zstd = new ZstdInputStreamNoFinalizer(in);
            zstd.setLongMax(WINDOW);
            return zstd;
        } catch (LinkageError e) {
            // The library is native and unpacks itself into the directory for temporary files.
            throw new LimitException(Reason.UNSUPPORTED, "the zstd library cannot be loaded here");
        }
    }
}
