package dev.plinth.registry.distribution;

import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.source.Requester;

/** Hears of every read that a registry has allowed. */
@FunctionalInterface
public interface Witness {

    /**
     * @param repository as workloads call it, without tag and digest
     * @param anonymous whether no credential had a part in it
     */
    void allowed(Requester requester, ImageReference repository, boolean anonymous);
}
