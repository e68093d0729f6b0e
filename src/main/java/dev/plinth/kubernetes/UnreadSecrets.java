package dev.plinth.kubernetes;

import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.credentials.Keychain;
import dev.plinth.review.credentials.PullCredentials;
import dev.plinth.review.source.Requester;
import java.util.List;

/** Of pods whose pull secrets are not to be read: so that who is refused for want of them hears why, and what to do. */
public final class UnreadSecrets implements Keychain {

    private static final PullCredentials NOT_READ = new PullCredentials(
            List.of(),
            List.of("no credentials: the pod's pull secrets are not read here; set pullSecrets.enabled in the chart,"
                    + " or declare credentials in registries.yaml"));

    @Override
    public PullCredentials find(Requester requester, ImageReference repository) {
        return requester.pullSecrets().isEmpty() ? PullCredentials.NONE : NOT_READ;
    }
}
