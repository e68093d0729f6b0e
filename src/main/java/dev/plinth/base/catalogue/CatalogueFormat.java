package dev.plinth.base.catalogue;

import dev.plinth.image.MalformedException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes that a catalogue is kept and shared as, version 1: magic, tables of strings, digests and builds, and the SHA-256 of
 * all that. {@code docs/catalogue.md} describes it field by field. Reading takes whatever bytes there are: they are a catalogue
 * or a {@link MalformedException}; counts are held against
 * the bytes that are left, and bounded over all builds together.
 */
public final class CatalogueFormat {

    /** Media type and artifact type of these bytes. */
    public static final String MEDIA_TYPE = "application/vnd.plinth.catalogue.v1";

    /** The most bytes a catalogue may have. */
    public static final int MAX_BYTES = 64 * 1024 * 1024;

    static final int VERSION = 1;
    static final int SUM_BYTES = 32;

    /** As PNG begins: text transfers and truncations show at once. */
    private static final byte[] MAGIC = {(byte) 0x8a, 'P', 'L', 'N', 'T', 'H', '\r', '\n'};

    private CatalogueFormat() {}

    /** The bytes of these builds; the same builds in the same order give the same bytes. */
    public static byte[] write(List<KnownBuild> builds) {
        byte[] body = new CatalogueWriter().write(builds);
        byte[] bytes = new byte[MAGIC.length + 1 + body.length + SUM_BYTES];
        System.arraycopy(MAGIC, 0, bytes, 0, MAGIC.length);
        bytes[MAGIC.length] = VERSION;
        System.arraycopy(body, 0, bytes, MAGIC.length + 1, body.length);
        int summed = bytes.length - SUM_BYTES;
        System.arraycopy(sum(bytes, summed), 0, bytes, summed, SUM_BYTES);
        return bytes;
    }

    /**
     * The builds that were written.
     *
     * @throws MalformedException if these are no catalogue's bytes, with what is wrong
     */
    public static List<KnownBuild> read(byte[] bytes) throws MalformedException {
        if (bytes.length > MAX_BYTES) {
            throw new MalformedException("a catalogue has at most " + MAX_BYTES + " bytes");
        }
        if (bytes.length < MAGIC.length + 1 || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
            throw new MalformedException("this is no catalogue");
        }
        int version = bytes[MAGIC.length] & 0xff;
        if (version != VERSION) {
            throw new MalformedException(
                    "this is a catalogue of format " + version + "; this program reads format " + VERSION);
        }
        int summed = bytes.length - SUM_BYTES;
        if (summed < MAGIC.length + 1
                || !Arrays.equals(sum(bytes, summed), Arrays.copyOfRange(bytes, summed, bytes.length))) {
            throw new MalformedException("the catalogue is damaged: its checksum does not match");
        }
        return readBody(Arrays.copyOfRange(bytes, MAGIC.length + 1, summed));
    }

    /** What stands between version and checksum. */
    static List<KnownBuild> readBody(byte[] body) throws MalformedException {
        return new CatalogueReader(body).read();
    }

    private static byte[] sum(byte[] bytes, int length) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(bytes, 0, length);
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
