package dev.plinth.review.credentials;

import java.util.List;
import java.util.stream.Stream;

/**
 * What there is to read one repository with.
 *
 * @param credentials in the order in which to try them; empty: anonymously
 * @param faults what should have been there and is not, each a text that names the thing and no secret: {@code pull secret
 *     shop/regcred does not exist}
 */
public record PullCredentials(List<Credential> credentials, List<String> faults) {

    public static final PullCredentials NONE = new PullCredentials(List.of(), List.of());

    public PullCredentials {
        credentials = List.copyOf(credentials);
        faults = List.copyOf(faults);
    }

    /** These first, then those. */
    public PullCredentials then(PullCredentials other) {
        return new PullCredentials(
                Stream.concat(credentials.stream(), other.credentials.stream())
                        .distinct()
                        .toList(),
                Stream.concat(faults.stream(), other.faults.stream()).toList());
    }
}
