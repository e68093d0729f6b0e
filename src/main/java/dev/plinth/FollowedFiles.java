package dev.plinth;

import dev.plinth.codec.PolicyDocument;
import dev.plinth.endpoint.ClientAuthorities;
import dev.plinth.serving.DocumentsInForce;
import dev.plinth.serving.FileWatch;
import dev.plinth.serving.ServingCertificate;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What the webhook takes from files while it runs. Each watch has looked once when it is given back. */
final class FollowedFiles {

    private static final Logger LOG = Logger.getLogger(FollowedFiles.class);

    private static final String UNCHANGED = "The authorities of clients stay as they were, none at first: %s %s";

    private FollowedFiles() {}

    /** Policy and registry document; the built-in policy where no file is named. */
    static FileWatch documents(ServeConfig config, DocumentsInForce documents) {
        Map<String, Path> files = new LinkedHashMap<>();
        config.policy().ifPresent(file -> files.put(DocumentsInForce.POLICY, Path.of(file)));
        config.registries().ifPresent(file -> files.put(DocumentsInForce.REGISTRIES, Path.of(file)));
        String source = config.policy().map(file -> "file " + file).orElse("the built-in policy");
        return new FileWatch(
                        files,
                        texts -> {
                            Map<String, String> all = new LinkedHashMap<>(texts);
                            all.putIfAbsent(DocumentsInForce.POLICY, PolicyDocument.builtIn());
                            documents.take(all, source);
                            return true;
                        },
                        (file, _) -> documents.gone("file " + file))
                .start();
    }

    /** The serving certificate; empty, and said so, where not both of its files are named. */
    static Optional<FileWatch> certificate(ServeConfig config, ServingCertificate certificate) {
        if (config.tlsCert().isEmpty() || config.tlsKey().isEmpty()) {
            certificate.refuse("both the certificate's file and its key's must be named");
            return Optional.empty();
        }
        return Optional.of(new FileWatch(
                        Map.of(
                                "chain",
                                Path.of(config.tlsCert().get()),
                                "key",
                                Path.of(config.tlsKey().get())),
                        texts -> certificate.take(texts.getOrDefault("chain", ""), texts.getOrDefault("key", "")),
                        (file, why) -> certificate.refuse(file + " " + why))
                .start());
    }

    /** The authorities of clients' certificates; empty where clients need none. */
    static Optional<FileWatch> clientAuthorities(ServeConfig config, ClientAuthorities authorities) {
        return config.clientCa()
                .map(file -> new FileWatch(
                                Map.of("authorities", Path.of(file)),
                                texts -> {
                                    take(authorities, file, texts.getOrDefault("authorities", ""));
                                    return true;
                                },
                                (gone, why) -> LOG.errorf(UNCHANGED, gone, why))
                        .start());
    }

    private static void take(ClientAuthorities authorities, String file, String pem) {
        try {
            authorities.take(pem);
            LOG.infof("Clients must show a certificate of the authorities in %s", file);
        } catch (GeneralSecurityException e) {
            LOG.errorf(UNCHANGED, file, e.getMessage());
        }
    }
}
