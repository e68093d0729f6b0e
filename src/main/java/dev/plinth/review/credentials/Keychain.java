package dev.plinth.review.credentials;

import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.source.Requester;

/** Where credentials come from. May block; never throws: what cannot be read is a fault in the answer. */
public interface Keychain {

    /** Everything is read anonymously. */
    Keychain ANONYMOUS = (requester, repository) -> PullCredentials.NONE;

    /**
     * All credentials of the requester that match the repository, most specific first within each of their sources.
     *
     * @param repository as it is asked for, at the host that is really asked; tag and digest do not matter
     */
    PullCredentials find(Requester requester, ImageReference repository);

    /** This one's first, then the other's. */
    default Keychain then(Keychain other) {
        return (requester, repository) -> find(requester, repository).then(other.find(requester, repository));
    }
}
