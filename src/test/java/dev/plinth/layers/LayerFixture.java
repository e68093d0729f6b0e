package dev.plinth.layers;

import com.github.luben.zstd.ZstdOutputStream;
import dev.plinth.base.inquiry.Content;
import dev.plinth.image.Descriptor;
import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource;
import dev.plinth.review.source.Requester;
import dev.plinth.review.source.UnavailableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Layers made in memory, and a source that serves them. */
class LayerFixture implements ImageSource {

    static final ImageReference REPOSITORY = ImageReference.parse("registry.corp/base");
    static final LayerLimits SMALL = new LayerLimits(8 << 20, 16 << 20, 2_000, 64 << 10, Duration.ofSeconds(20));

    private final List<byte[]> layers = new ArrayList<>();
    private final List<Descriptor> descriptors = new ArrayList<>();
    private int opened;
    private int closed;

    /** An archive under construction. */
    static final class Tar {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

        Tar() {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        }

        Tar program(String... paths) {
            for (String path : paths) {
                entry(path, 0755, new byte[] {0x7f, 'E', 'L', 'F'});
            }
            return this;
        }

        Tar file(String path, String content) {
            return entry(path, 0644, content.getBytes(StandardCharsets.UTF_8));
        }

        Tar file(String path, byte[] content) {
            return entry(path, 0644, content);
        }

        Tar directory(String path) {
            return raw(new TarArchiveEntry(path + "/"), new byte[0]);
        }

        Tar link(String path, String target) {
            TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
            entry.setLinkName(target);
            return raw(entry, new byte[0]);
        }

        Tar hardLink(String path, String target) {
            TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_LINK);
            entry.setLinkName(target);
            return raw(entry, new byte[0]);
        }

        Tar pax(String path, String key, String value) {
            TarArchiveEntry entry = new TarArchiveEntry(path);
            entry.addPaxHeader(key, value);
            return raw(entry, new byte[0]);
        }

        private Tar entry(String path, int mode, byte[] content) {
            // The second argument keeps leading slashes, which real and hostile archives have.
            TarArchiveEntry entry = new TarArchiveEntry(path, true);
            entry.setMode(mode | 0100000);
            return raw(entry, content);
        }

        private Tar raw(TarArchiveEntry entry, byte[] content) {
            try {
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        byte[] plain() {
            try {
                tar.close();
                return bytes.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        byte[] gzip() {
            return LayerFixture.gzip(plain());
        }

        byte[] zstd() {
            return LayerFixture.zstd(plain(), 0);
        }
    }

    static byte[] gzip(byte[] plain) {
        return compressed(plain, GZIPOutputStream::new);
    }

    static byte[] zstd(byte[] plain, int window) {
        return compressed(plain, out -> {
            ZstdOutputStream zstd = new ZstdOutputStream(out);
            return window == 0 ? zstd : zstd.setLong(window);
        });
    }

    private interface Compression {
        OutputStream over(OutputStream out) throws IOException;
    }

    private static byte[] compressed(byte[] plain, Compression compression) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = compression.over(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    LayerFixture with(byte[] layer) {
        return with(layer, layer.length, MediaType.OCI_LAYER_GZIP);
    }

    LayerFixture with(byte[] layer, long claimed, MediaType type) {
        layers.add(layer);
        descriptors.add(Descriptor.of(type, Digest.sha256("%064x".formatted(layers.size())), claimed));
        return this;
    }

    Content read() throws UnavailableException {
        return read(SMALL);
    }

    Content read(LayerLimits limits) throws UnavailableException {
        try {
            return new StreamingLayerReader(this, limits)
                    .read(
                            REPOSITORY,
                            descriptors,
                            Exchange.of(Requester.OPERATOR, Deadline.after(Duration.ofMinutes(1))));
        } finally {
            if (opened != closed) {
                throw new AssertionError("layers left open");
            }
        }
    }

    @Override
    public InputStream layer(ImageReference repository, Descriptor descriptor, Exchange exchange) {
        opened++;
        return new ByteArrayInputStream(layers.get(descriptors.indexOf(descriptor))) {
            private boolean open = true;

            @Override
            public void close() {
                closed += open ? 1 : 0;
                open = false;
            }
        };
    }

    @Override
    public Document manifest(ImageReference reference, Exchange exchange) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Digest head(ImageReference reference, Exchange exchange) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] blob(ImageReference repository, Descriptor descriptor, long limit, Exchange exchange) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Descriptor> referrers(ImageReference repository, Digest subject, Exchange exchange) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> tags(ImageReference repository, Exchange exchange) {
        throw new UnsupportedOperationException();
    }
}
