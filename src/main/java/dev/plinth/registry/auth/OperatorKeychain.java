package dev.plinth.registry.auth;

import dev.plinth.image.reference.ImageReference;
import dev.plinth.registry.settings.Mirror;
import dev.plinth.registry.settings.RegistryEntry;
import dev.plinth.registry.settings.RegistrySettings;
import dev.plinth.review.credentials.Credential;
import dev.plinth.review.credentials.Keychain;
import dev.plinth.review.credentials.PullCredentials;
import dev.plinth.review.source.Requester;
import java.util.ArrayList;
import java.util.List;

/** The nodes' own credentials, as the operator declares them by prefix in the registry document: everybody may pull with them. */
public final class OperatorKeychain implements Keychain {

    private record Declared(RegistryEntry entry, ConfigFile file) {

        boolean covers(ImageReference repository) {
            String path = repository.path();
            return entry.covers(path) || entry.mirrors().stream().anyMatch(mirror -> isBelow(mirror, path));
        }

        private static boolean isBelow(Mirror mirror, String path) {
            return path.startsWith(mirror.host().host() + "/" + mirror.path());
        }
    }

    private final List<Declared> declared;

    public OperatorKeychain(RegistrySettings settings) {
        List<Declared> all = new ArrayList<>();
        for (RegistryEntry entry : settings.registries()) {
            if (entry.credentialsFile() != null) {
                all.add(new Declared(entry, new ConfigFile(entry.credentialsFile())));
            }
        }
        declared = List.copyOf(all);
    }

    @Override
    public PullCredentials find(Requester requester, ImageReference repository) {
        List<Credential> found = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (Declared one : declared) {
            if (one.covers(repository)) {
                ConfigFile.Content content = one.file().content();
                found.addAll(content.config().matching(repository));
                if (content.fault() != null) {
                    faults.add(content.fault());
                }
            }
        }
        return new PullCredentials(found, faults);
    }
}
