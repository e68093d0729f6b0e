package dev.plinth.serving;

import dev.plinth.certificates.Authority;
import dev.plinth.certificates.BadCertificateException;
import dev.plinth.certificates.KeyedCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that the server has. Only pairs that can be served are passed on; whatever else comes leaves the present one in place.
 * A temporary one lies in a directory of the program's own, since the server wants one before the real one is known.
 */
public final class ServingCertificate implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ServingCertificate.class);

    public static final String CHAIN = "tls.crt";
    public static final String KEY = "tls.key";

    /** By which a client may check a temporary certificate. */
    public static final String AUTHORITY = "ca.crt";

    private final Path directory;
    private final InstantSource clock;
    private final Listener listener;

    private volatile @Nullable KeyedCertificate served;
    private volatile @Nullable String complaint;

    public ServingCertificate(Path directory, InstantSource clock, Listener listener) {
        this.directory = directory;
        this.clock = clock;
        this.listener = listener;
    }

    /** Hears of certificates. Must not throw. */
    public interface Listener {

        /** This one is to be served from now on. */
        void accepted(KeyedCertificate certificate);

        /** One came that cannot be served. */
        void refused(String why, boolean nothingServed);
    }

    /**
     * Makes the directory with a certificate for this machine alone, so that the server can start before the real one is known.
     */
    public static Path prepare(InstantSource clock) {
        try {
            Path directory = Files.createTempDirectory("plinth-tls-");
            KeyedCertificate authority = Authority.create(clock.instant());
            KeyedCertificate certificate = Authority.issue(authority, List.of("localhost"), clock.instant());
            Files.writeString(directory.resolve(AUTHORITY), authority.chainPem());
            Files.writeString(directory.resolve(KEY), certificate.keyPem());
            Files.writeString(directory.resolve(CHAIN), certificate.chainPem());
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException("the certificate needs a directory for temporary files", e);
        }
    }

    /** Takes the temporary key away. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            LOG.debug("The directory of the certificate is left", e);
        }
    }

    /**
     * What {@link #prepare} made.
     *
     * @throws BadCertificateException if somebody has changed it since
     */
    public static KeyedCertificate temporary(Path directory) throws BadCertificateException {
        try {
            return KeyedCertificate.parse(
                    Files.readString(directory.resolve(CHAIN), StandardCharsets.US_ASCII),
                    Files.readString(directory.resolve(KEY), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary certificate is gone", e);
        }
    }

    /** Takes what {@link #prepare} made as the one to serve. */
    public void serveTemporary() {
        try {
            take(temporary(directory));
        } catch (BadCertificateException e) {
            refuse(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Takes a chain and a key (PEM), if they can be served.
     *
     * @return false if they are not yet valid, and may be taken later
     */
    public synchronized boolean take(String chain, String key) {
        try {
            return take(KeyedCertificate.parse(chain, key));
        } catch (BadCertificateException e) {
            refuse(String.valueOf(e.getMessage()));
            return true;
        }
    }

    /**
     * Takes a certificate, if it can be served.
     *
     * @return false if it is not yet valid, and may be taken later
     */
    public synchronized boolean take(KeyedCertificate certificate) {
        KeyedCertificate before = served;
        if (before != null && before.chain().equals(certificate.chain())) {
            complaint = null;
            return true;
        }
        Instant now = clock.instant();
        try {
            certificate.checkValidAt(now);
        } catch (BadCertificateException e) {
            refuse(String.valueOf(e.getMessage()));
            return !now.isBefore(certificate.notBefore());
        }
        served = certificate;
        complaint = null;
        listener.accepted(certificate);
        return true;
    }

    /** Says that what came cannot be served. */
    public synchronized void refuse(String why) {
        if (why.equals(complaint)) {
            return;
        }
        complaint = why;
        listener.refused(why, served == null);
    }

    /** The one that is served; empty before the first. */
    public Optional<KeyedCertificate> served() {
        return Optional.ofNullable(served);
    }

    /** Why what came last is not served; empty if it is. */
    public Optional<String> complaint() {
        return Optional.ofNullable(complaint);
    }
}
