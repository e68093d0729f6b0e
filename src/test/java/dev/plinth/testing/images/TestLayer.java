package dev.plinth.testing.images;

import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * One layer: a gzip-compressed tar archive, the same bytes for the same files.
 *
 * @param mediaType of the compressed bytes
 * @param bytes compressed
 * @param diffId digest of the archive
 * @param annotations of its descriptor in a manifest
 */
public record TestLayer(MediaType mediaType, byte[] bytes, Digest diffId, Map<String, String> annotations) {

    /**
     * Files by path; a path that ends in {@code /} is a directory, content that begins with {@code ->} a symbolic link, and
     * what lies in a {@code bin} directory is executable.
     */
    public static TestLayer of(Map<String, String> files) {
        byte[] tar = tar(files);
        return new TestLayer(
                MediaType.OCI_LAYER_GZIP, gzip(tar, Deflater.DEFAULT_COMPRESSION), Digests.sha256(tar), Map.of());
    }

    /** A layer of about so many compressed bytes, for tests about sizes; {@code seed} makes it differ from others. */
    public static TestLayer ofSize(int size, long seed) {
        byte[] noise = new byte[size];
        new java.util.Random(seed).nextBytes(noise);
        return of(Map.of("noise/" + seed, new String(noise, StandardCharsets.ISO_8859_1)));
    }

    /** The same content, compressed otherwise: another digest, the same diff id. */
    public TestLayer recompressed() {
        return new TestLayer(mediaType, gzip(gunzip(bytes), Deflater.NO_COMPRESSION), diffId, annotations);
    }

    public TestLayer withAnnotations(Map<String, String> added) {
        return new TestLayer(mediaType, bytes, diffId, Map.copyOf(added));
    }

    public Digest digest() {
        return Digests.sha256(bytes);
    }

    private static byte[] tar(Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
                put(tar, file.getKey(), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(TarArchiveOutputStream tar, String path, String content) throws IOException {
        boolean link = content.startsWith("->");
        TarArchiveEntry entry =
                link ? new TarArchiveEntry(path, TarArchiveEntry.LF_SYMLINK) : new TarArchiveEntry(path);
        entry.setModTime(0);
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        if (link) {
            entry.setLinkName(content.substring(2).strip());
        } else if (!path.endsWith("/")) {
            entry.setSize(bytes.length);
            entry.setMode(path.contains("bin/") ? 0100755 : 0100644);
        }
        tar.putArchiveEntry(entry);
        if (!link && !path.endsWith("/")) {
            tar.write(bytes);
        }
        tar.closeArchiveEntry();
    }

    private static byte[] gzip(byte[] plain, int level) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes) {
            {
                def.setLevel(level);
            }
        }) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] gunzip(byte[] compressed) {
        try (java.util.zip.GZIPInputStream gzip =
                new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(compressed))) {
            return gzip.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
